/** A whole policy file in a few lines; what is left out is as ordinary as can be. */
export function text({
  agent = 'the usual choice',
  columns = '',
  goal = '  goal more clicked\n',
  handoff = '',
  simulation = '',
  moment = ', the moment',
}: {
  agent?: string;
  columns?: string;
  goal?: string;
  handoff?: string;
  simulation?: string;
  moment?: string;
}): string {
  return `data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp${moment}
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen evenly at random
  clicked : yes/no, an outcome
${columns}
handoff timing
  owner team
  uses log
  the agent chooses hour
  usually hour is 09:00
${goal}${handoff}
simulation replayed of timing
  agent is ${agent}
${simulation}`;
}
