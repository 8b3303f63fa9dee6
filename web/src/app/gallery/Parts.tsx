import { useEffect, useState } from "preact/hooks";
import { clock } from "../../text";
import { Button, Buttons, LinkButton } from "../../ui/button/Button";
import { Chart } from "../../ui/chart/Chart";
import { Chip, Choices } from "../../ui/chips/Chips";
import { ClockLine } from "../../ui/clock/ClockLine";
import { CodeInput, SpokenCode } from "../../ui/code/Code";
import { Check, Field, Form, Select } from "../../ui/field/Field";
import { Facts, Figure, Figures } from "../../ui/figure/Figure";
import { CentreGrid } from "../../ui/grid/CentreGrid";
import { Card, Page, Section } from "../../ui/page/Page";
import { PhotoPair } from "../../ui/photos/PhotoPair";
import { Empty, FailureNotice, Notice } from "../../ui/state/State";
import { Strip, StripFact } from "../../ui/strip/Strip";
import { Table } from "../../ui/table/Table";

const NOW = Date.parse("2026-11-29T09:40:00Z");
const times = Array.from({ length: 40 }, (_, index) => NOW / 1000 + 60 * index);

/** Every component in all its states. */
export function Parts() {
  const [text, setText] = useState("Asha Verma");
  const [code, setCode] = useState("6E1Q1-K99");
  const [choice, setChoice] = useState<"a" | "b">("a");
  const [on, setOn] = useState(true);
  useEffect(() => {
    document.documentElement.dataset.ready = "yes";
  }, []);
  return (
    <main style={{ padding: "2rem" }}>
      <Page title="Parts">
        <Strip label="Strip" start={<b>MPA</b>} end={<Button kind="quiet">Action</Button>}>
          <StripFact tone="good">Line on</StripFact>
          <StripFact tone="warn">Line slow</StripFact>
          <StripFact tone="bad">Line off since 10:42</StripFact>
          <StripFact tone="plain">Shown: 4 s old</StripFact>
        </Strip>
        <Card>
          <Section title="Buttons">
            <Buttons>
              <Button kind="primary">Primary</Button>
              <Button>Plain</Button>
              <Button kind="quiet">Quiet</Button>
              <Button kind="danger">Danger</Button>
              <Button kind="primary" busy>
                Busy
              </Button>
              <Button disabled>Disabled</Button>
              <LinkButton href="/gallery">Link</LinkButton>
            </Buttons>
          </Section>
          <Section title="Chips">
            <Buttons>
              {(["plain", "accent", "good", "warn", "bad"] as const).map((tone) => (
                <Chip key={tone} tone={tone}>
                  {tone}
                </Chip>
              ))}
            </Buttons>
            <Choices
              label="Choices"
              value={choice}
              choices={[
                { value: "a", label: "First", count: 12 },
                { value: "b", label: "Second" },
              ]}
              onChange={setChoice}
            />
          </Section>
          <Section title="Fields">
            <Form onSubmit={() => undefined}>
              <Field label="Name" hint="As on the form" value={text} onInput={setText} />
              <Field label="Wrong" error="This cannot be right." value={text} onInput={setText} />
              <Field label="Disabled" disabled value={text} onInput={setText} />
              <Field label="Lines" lines={3} value={text} onInput={setText} />
              <Select
                label="One of"
                value={choice}
                options={[
                  { value: "a", label: "First" },
                  { value: "b", label: "Second" },
                ]}
                onChange={setChoice}
              />
              <Check label="Yes or no" hint="What it means" checked={on} onChange={setOn} />
              <CodeInput label="Code" value={code} onInput={setCode} groups={4} size={5} />
            </Form>
          </Section>
          <Section title="Code">
            <SpokenCode label="Code" code="6E1Q1-K99G6-Q167N-XJKZ4" />
          </Section>
        </Card>
        <Figures>
          <Figure label="Figure" value="12,480" share={0.6} note="of 19,680" />
          <Figure label="Yellow" value="73" tone="warn" note="passes" />
          <Figure label="Red" value="1" tone="bad" note="act" />
          <Figure label="Link" value="8" href="/gallery" note="opens" />
        </Figures>
        <Facts
          facts={[
            ["Name", "Asha Verma"],
            ["Centre", "C001 Government Girls School"],
          ]}
        />
        <Chart
          label="Chart"
          times={times}
          lines={[
            { name: "Present", values: times.map((_, index) => index * index), colour: "accent" },
            { name: "Completed", values: times.map((_, index) => (index * index) / 2), colour: "ink" },
          ]}
          windows={[[times[5] as number, times[30] as number]]}
          clock={clock}
        />
        <CentreGrid
          label="Grid"
          cells={Array.from({ length: 60 }, (_, index) => ({
            share: index / 60,
            state: (["quiet", "arriving", "arriving", "done", "waiting", "silent"] as const)[index % 6] ?? "quiet",
          }))}
          say={(index) => `Cell ${index}`}
        />
        <PhotoPair left={{ caption: "Enrolled" }} right={{ caption: "Live", missing: "No line" }} />
        <ClockLine
          marks={[
            { name: "Captured", at: "2026-11-29T09:40:00Z", side: "first" },
            { name: "Captured", at: "2026-11-29T09:41:30Z", side: "second" },
            { name: "Arrived", at: "2026-11-29T09:59:00Z", side: "second" },
          ]}
        />
        <Table
          label="Table"
          columns={[
            { key: "a", title: "Roll number", width: "8rem", cell: (row: number) => 26_000_000 + row },
            { key: "b", title: "Name", width: "minmax(10rem, 1fr)", cell: () => "Asha Verma" },
          ]}
          rows={Array.from({ length: 10_000 }, (_, index) => index)}
          rowKey={String}
        />
        {(["plain", "good", "warn", "bad"] as const).map((tone) => (
          <Notice key={tone} tone={tone} title={`Notice ${tone}`}>
            <p>What to do now.</p>
          </Notice>
        ))}
        <FailureNotice
          failure={{ kind: "error", says: "It failed.", next: "Try again.", code: "INTERNAL", requestId: "01a22934" }}
          again={() => undefined}
        />
        <Empty title="Nothing" next="The one next step." action="Do it" onAction={() => undefined} />
      </Page>
    </main>
  );
}
