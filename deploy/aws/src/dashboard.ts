/** One page with everything that is looked at on the day of an exam. */

import { Aws, type Stack } from "aws-cdk-lib";
import { CfnDashboard } from "aws-cdk-lib/aws-cloudwatch";
import type { METRICS, Metric } from "./metrics";

type Metrics = ReturnType<typeof METRICS>;

const COLUMNS = 3;
const [WIDTH, HEIGHT] = [8, 6];

export function dashboard(stack: Stack, m: Metrics) {
  const pages: [string, Metric[]][] = [
    ["Requests", [m.requests]],
    ["5xx: of the program, of the balancer", [m.errors, m.balancerErrors]],
    ["The slowest of a hundred answers, seconds", [m.latency]],
    ["Copies that answer", [m.healthy, m.unhealthy]],
    ["Copies: processor and memory, %", [m.processor, m.memory]],
    ["Who watches", [m.watching]],
    ["Faces: to be scored, searched, indexed", [m.facesToScore, m.searchesWaiting, m.facesToIndex]],
    ["Faces compared", [m.comparisons]],
    ["Entries that tables are behind", Object.values(m.recordsBehind)],
    ["Notices that wait, and the oldest, seconds", [m.noticesWaiting, m.noticesOldest]],
    ["Entries without a checkpoint, seconds", [m.checkpointBehind]],
    [
      "Refused for its rate",
      [
        ...Object.values(m.throttledTables).flatMap((kinds) => Object.values(kinds)),
        ...Object.values(m.throttledFaces),
      ],
    ],
    ["Database: connections", [m.connections]],
    ["Database: processor, %", [m.databaseProcessor]],
    ["Database: storage and memory left, bytes", [m.storage, m.databaseMemory]],
  ];
  const widgets = pages.map(([title, metrics], index) => ({
    type: "metric",
    x: (index % COLUMNS) * WIDTH,
    y: Math.floor(index / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      view: "timeSeries",
      region: Aws.REGION,
      period: 60,
      metrics: metrics.map(({ namespace, name, of = {}, statistic }) => [
        namespace,
        name,
        ...Object.entries(of).flat(),
        { stat: statistic },
      ]),
    },
  }));
  new CfnDashboard(stack, "Dashboard", {
    dashboardName: `${Aws.STACK_NAME}-day`,
    dashboardBody: stack.toJsonString({ widgets }),
  });
}
