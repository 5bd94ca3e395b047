/** Version of the code that makes results; a change of any result's meaning raises it. */
export const version = '0.1.0';
