import { resolve } from 'node:path';
import { policyText } from './policies.ts';

/** One server with a file of its own kind, and one slip that can be made in many of its lines. */
export interface Contender {
  name: string;
  /** What is given for it to check the file by. */
  checksBy: string;
  program: string;
  languageId: string;
  file: string;
  text: string;
  settings: Record<string, unknown>;
  pulls?: boolean;
  /** A word, and what makes it an error. */
  slip: { right: string; wrong: string };
  /** What is typed behind a text, in place of the rest of its line: all the while no syntax. */
  typed: { behind: string; text: string };
  /** A text behind which completions are asked for, and one on which hovers are. */
  completeBehind: string;
  hoverOn: string;
}

export const handoff: Contender = {
  name: 'Handoff',
  checksBy: 'names, types, units, rules against each other, a review; 200 files in the workspace',
  program: resolve('dist/main.js'),
  languageId: 'handoff',
  file: 'large.handoff',
  text: policyText({ handoffs: 21, seed: 0 }),
  settings: { handoff: {} },
  slip: { right: 'days_since_open is above', wrong: 'days_since_opn is above' },
  typed: { behind: 'weekly_cap: ', text: 'at mos' },
  completeBehind: 'never when ',
  hoverOn: 'lifetime_value',
};

const ruleSchema = {
  type: 'object',
  required: ['name', 'kind', 'column', 'operator', 'value', 'because'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', pattern: '^[a-z_0-9]+$', description: 'The name in the log.' },
    kind: { enum: ['boundary', 'trigger'], description: 'What the rule does.' },
    column: {
      enum: ['send_hour', 'engagement', 'device', 'country', 'lifetime_value', 'orders'],
      description: 'What the rule reads.',
    },
    operator: { enum: ['is', 'above', 'below', 'between'], description: 'How it compares.' },
    value: { type: 'number', minimum: 0, description: 'What it compares with.' },
    because: { type: 'string', minLength: 10, description: 'Why the rule is there.' },
  },
};

/** The same rules as data, with what a schema can say of them. */
const schema = {
  type: 'object',
  required: ['handoffs'],
  additionalProperties: false,
  properties: {
    handoffs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'owner', 'stakes', 'rules'],
        additionalProperties: false,
        properties: {
          name: { type: 'string' },
          owner: { type: 'string' },
          stakes: { enum: ['low', 'medium', 'high'] },
          rules: { type: 'array', items: ruleSchema },
        },
      },
    },
  },
};

function rulesAsData(rules: number): unknown {
  const handoffs = Math.ceil(rules / 20);
  const columns = ['send_hour', 'lifetime_value', 'orders', 'device', 'country', 'engagement'];
  return {
    handoffs: Array.from({ length: handoffs }, (_, i) => ({
      name: `mail_${i + 1}`,
      owner: 'lifecycle_marketing',
      stakes: 'low',
      rules: Array.from({ length: Math.min(20, rules - 20 * i) }, (__, j) => ({
        name: `rule_${j + 1}`,
        kind: j % 3 === 0 ? 'trigger' : 'boundary',
        column: columns[(i + j) % columns.length],
        operator: j % 2 === 0 ? 'above' : 'below',
        value: 10 * i + j,
        because: `agreed with the brand team in review ${i + 1}-${j + 1}`,
      })),
    })),
  };
}

const yaml: Contender = {
  name: 'yaml-language-server',
  checksBy: 'a JSON schema of the rules',
  program: resolve('node_modules/yaml-language-server/bin/yaml-language-server'),
  languageId: 'yaml',
  file: 'rules.yaml',
  text: asYaml(rulesAsData(328)),
  settings: {
    yaml: {
      validate: true,
      hover: true,
      completion: true,
      schemaStore: { enable: false },
      schemas: { 'schema.json': 'rules.yaml' },
    },
  },
  slip: { right: 'operator: below', wrong: 'operator: bellow' },
  typed: { behind: 'operator: ', text: '"below' },
  completeBehind: 'operator: ',
  hoverOn: 'because:',
};

const json: Contender = {
  name: 'vscode-json-language-server',
  checksBy: 'the same schema',
  program: resolve('node_modules/vscode-langservers-extracted/bin/vscode-json-language-server'),
  languageId: 'json',
  file: 'rules.json',
  text: `${JSON.stringify(rulesAsData(244), undefined, 2)}\n`,
  settings: {
    json: {
      validate: { enable: true },
      schemas: [{ fileMatch: ['rules.json'], url: 'bench://schema.json', schema }],
    },
  },
  slip: { right: '"below"', wrong: '"bellow"' },
  typed: { behind: '"operator": ', text: '"below' },
  completeBehind: '"operator": ',
  hoverOn: '"because"',
};

const prisma: Contender = {
  name: '@prisma/language-server',
  checksBy: 'types and relations of models, in WebAssembly',
  program: resolve('node_modules/@prisma/language-server/dist/bin.js'),
  languageId: 'prisma',
  file: 'schema.prisma',
  text: prismaText(),
  settings: { prisma: { enableDiagnostics: true } },
  slip: { right: 'lifetime_value Decimal', wrong: 'lifetime_value Decimel' },
  typed: { behind: '@@', text: 'index([e' },
  completeBehind: 'lifetime_value ',
  hoverOn: 'Owner @relation',
};

export const others: Contender[] = [
  prisma,
  yaml,
  json,
  { ...json, name: `${json.name}, asked`, checksBy: 'the same', pulls: true },
];

/** Files beside those that are edited. */
export const schemaFile = { name: 'schema.json', text: JSON.stringify(schema) };

function asYaml(data: unknown): string {
  const { handoffs } = data as { handoffs: Record<string, unknown>[] };
  const scalar = (value: unknown): string => String(value);
  const lines = ['handoffs:'];
  for (const { rules, ...head } of handoffs) {
    Object.entries(head).forEach(([key, value], i) =>
      lines.push(`  ${i === 0 ? '-' : ' '} ${key}: ${scalar(value)}`),
    );
    lines.push('    rules:');
    for (const rule of rules as Record<string, unknown>[]) {
      Object.entries(rule).forEach(([key, value], i) =>
        lines.push(`      ${i === 0 ? '-' : ' '} ${key}: ${scalar(value)}`),
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function prismaText(): string {
  const model = (i: number): string => `model Mail${i} {
  id             Int      @id @default(autoincrement())
  name           String   @unique
  sent_at        DateTime @default(now())
  send_hour      Int
  engagement     Engagement
  device         Device
  country        String   @db.VarChar(2)
  lifetime_value Decimal  @default(0)
  orders         Int      @default(0)
  consent        Boolean
  owner_id       Int
  owner          Owner @relation("mail${i}", fields: [owner_id], references: [id])

  @@index([engagement, device])
  @@map("mail_${i}")
}
`;
  const models = 117;
  const numbers = Array.from({ length: models }, (_, i) => i + 1);
  return [
    'datasource db {\n  provider = "postgresql"\n}\n',
    'enum Engagement {\n  active\n  lapsing\n  dormant\n}\n',
    'enum Device {\n  mobile\n  desktop\n}\n',
    `model Owner {\n  id Int @id\n${numbers.map((i) => `  mail${i} Mail${i}[] @relation("mail${i}")`).join('\n')}\n}\n`,
    ...numbers.map(model),
  ].join('\n');
}
