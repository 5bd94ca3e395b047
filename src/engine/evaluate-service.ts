import type { CellKind } from '../cells/kind.ts';
import { blobSource } from '../io/blob-source.ts';
import type { Handlers } from '../io/port.ts';
import { hashOfCode } from './code-consent.ts';
import { checkedExpression } from './checked-expression.ts';
import { describeKinds } from './describe-kinds.ts';
import type { PageWorld } from './page-world.ts';
import type { RemoteSandbox } from './remote-sandbox.ts';
import type { EvaluateMethods, MetricDescription } from './protocol.ts';
import { Session } from './session.ts';

/** What the evaluate worker knows beside the world: the lists that the page shows in menus and completion. */
export interface Catalogue {
  readonly kinds: ReadonlyMap<string, CellKind>;
  readonly metrics: readonly MetricDescription[];
  readonly functions: readonly string[];
}

/** Answers the page: one session over one world. */
export function evaluateService(
  world: PageWorld,
  catalogue: Catalogue,
  budget: number,
  sandbox?: Pick<RemoteSandbox, 'allow' | 'forbid'>,
): Handlers<EvaluateMethods> {
  const session = new Session(world, catalogue.kinds, budget);
  return {
    async evaluate(request, call) {
      world.base = request.base;
      if (request.retry.length > 0) world.forgive();
      return { finished: await session.evaluate(request, call.signal, (result) => call.answer(result)) };
    },
    start(request, call) {
      world.base = request.base;
      return session.start(request, call.signal, call.progress);
    },
    columns: (request) => session.columns(request),
    ...session.tables,
    kinds: () => ({ kinds: describeKinds(catalogue.kinds.values()), metrics: catalogue.metrics, functions: catalogue.functions }),
    names: () => session.names(),
    'check-expression': (request) => checkedExpression(session, request),
    values: (request) => session.values(request),
    selected: (request) => session.selected(request),
    file({ name, file, sha256 }) {
      world.addFile(blobSource(name, file), sha256);
      return null;
    },
    files: (_, call) => session.files(call.signal),
    results: (request) => session.results(request),
    async bytes(request, call) {
      const bytes = await session.bytes(request, call.signal);
      call.transfer([bytes.buffer]);
      return bytes;
    },
    'file-shape': ({ name }, call) => session.fileShape(name, call.signal),
    'forget-files'({ names }) {
      world.forgetFiles(names);
      return null;
    },
    grant({ host }) {
      world.grant(host);
      return null;
    },
    revoke({ host }) {
      world.revoke(host);
      return null;
    },
    'allow-code'({ hashes, allowed }) {
      for (const hash of hashes)
        if (allowed) sandbox?.allow(hash);
        else sandbox?.forbid(hash);
      return null;
    },
    'hash-code': ({ code }) => hashOfCode(code),
    backend({ choice }) {
      world.backend = choice;
      return null;
    },
    backends: () => world.compute.backends?.() ?? [],
    memory: () => session.memory(),
    ping: () => null,
    stop() {
      session.stop();
      return null;
    },
  };
}
