// `keep.mts <command> <arguments…>`, started as the leader of a process group: runs the command
// until the standard input ends, as it does when whoever started this is gone for any reason,
// and leaves no process of the group behind. VS Code's extension hosts outlive a mere SIGTERM.
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const endGroup = (): void => {
  process.kill(-process.pid, 'SIGKILL');
};
child.once('error', endGroup);
child.once('exit', endGroup);
process.stdin.resume();
process.stdin.once('end', () => {
  child.kill('SIGTERM');
  setTimeout(endGroup, 3000);
});
