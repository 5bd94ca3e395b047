import { continuedIndent, delimitedIndent, foldInside, foldNodeProp, indentNodeProp, LRLanguage } from '@codemirror/language';
import { parser } from '@lezer/javascript';

/** JavaScript as the editor reads it: its colours, indents, folds and remarks. */
export const javascript = LRLanguage.define({
  name: 'javascript',
  parser: parser.configure({
    props: [
      indentNodeProp.add({
        'Block ObjectExpression ObjectPattern': delimitedIndent({ closing: '}' }),
        'ArrayExpression ArrayPattern': delimitedIndent({ closing: ']' }),
        'ArgList ParamList ParenthesizedExpression': delimitedIndent({ closing: ')' }),
        'MemberExpression VariableDeclaration ReturnStatement ConditionalExpression': continuedIndent(),
      }),
      foldNodeProp.add({ 'Block ObjectExpression ArrayExpression': foldInside }),
    ],
  }),
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', "'", '"', '`'] },
    indentOnInput: /^\s*[}\])]$/,
  },
});
