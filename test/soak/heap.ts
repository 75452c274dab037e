/** Megabytes of a process, right after its garbage was collected. */
export interface Memory {
  heap: number;
  /** Of the heap, what V8 has compiled of the program: it goes on for as long as some is new. */
  code: number;
  /** Of the heap, the rest: what the program keeps. */
  data: number;
  resident: number;
}

interface Answer {
  id: number;
  result: { usedSize: number; result: { value: Record<'code' | 'resident', number> } };
}

const megabyte = 1_000_000;

/** Machine code and bytecode lie in spaces of their own, without what an optimiser knows of types. */
const measured = `(() => {
  const spaces = process.getBuiltinModule('v8').getHeapSpaceStatistics();
  const compiled = spaces.filter(({ space_name }) => /^(?:code|trusted)/.test(space_name));
  const code = compiled.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  return { code, resident: process.memoryUsage.rss() };
})()`;

/** Arguments of a Node whose memory is to be looked at, on a port that is free. */
export const inspected = ['--inspect=127.0.0.1:0'];

/** Measures a process over its inspector, so that the program itself is the one that is shipped. */
export async function memoryOf(inspector: string): Promise<Memory> {
  const socket = new WebSocket(inspector);
  const waiting = new Map<number, (result: Answer['result']) => void>();
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`${inspector} does not answer`)));
  });
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as Answer;
    waiting.get(id)?.(result);
  });
  let asked = 0;
  const ask = (method: string, params: object = {}): Promise<Answer['result']> =>
    new Promise((resolve) => {
      waiting.set(++asked, resolve);
      socket.send(JSON.stringify({ id: asked, method, params }));
    });
  // What waits for a finaliser is gone only with the next collection.
  for (let i = 0; i < 3; i++) await ask('HeapProfiler.collectGarbage');
  const { usedSize } = await ask('Runtime.getHeapUsage');
  const { result } = await ask('Runtime.evaluate', { expression: measured, returnByValue: true });
  socket.close();
  const { code, resident } = result.value;
  return {
    heap: usedSize / megabyte,
    code: code / megabyte,
    data: (usedSize - code) / megabyte,
    resident: resident / megabyte,
  };
}
