import { shellWords } from "@/components/words/shell.ts";
import { referenceWords } from "@/components/words/reference.ts";
import { type ApiCall, type ApiDocument, callsByTag, sketch } from "./document.ts";

/** Where the paths of the document begin. */
const BASE = "/api/v1";

const anchor = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** The whole API, drawn from its own description, whose text is English in every language. */
export function Reference({ document }: { document: ApiDocument }) {
  const words = referenceWords(), tags = callsByTag(document);
  return (
    <div class="reference">
      <nav class="sect contents" aria-label={words.contents}>
        <ul>
          {tags.map(([tag, calls]) => (
            <li key={tag}>
              <a href={`#${anchor(tag)}`} lang="en">{tag}</a>
              <ul>
                {calls.map(({ method, path, operation }) => (
                  <li key={operation.operationId}>
                    <a class="mono small" href={`#${operation.operationId}`}>
                      <span class="faint">{method}</span> {path}
                    </a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
          <li>
            <a href="#schemas">{words.schemas}</a>
          </li>
        </ul>
      </nav>
      <div>
        <section class="sect">
          {document.info.description.split("\n\n").map((paragraph, n) => (
            <p key={n} class="dim" lang="en">{withCode(paragraph)}</p>
          ))}
          <p>
            <a href="/api/v1/openapi.json">{words.document}</a>
          </p>
        </section>
        {tags.map(([tag, calls]) => (
          <section key={tag} class="sect" aria-labelledby={anchor(tag)}>
            <h2 id={anchor(tag)} lang="en">{tag}</h2>
            {calls.map((call) => <Call key={call.operation.operationId} call={call} />)}
          </section>
        ))}
        <section class="sect" id="schemas" aria-label={words.schemas}>
          <h2>{words.schemas}</h2>
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <article key={name} class="call" id={`schema-${name}`}>
              <h3 lang="en">{name}</h3>
              <pre class="shape" lang="en" tabIndex={0}>{sketch(schema)}</pre>
            </article>
          ))}
        </section>
      </div>
    </div>
  );
}

function Call({ call: { method, path, operation } }: { call: ApiCall }) {
  const words = referenceWords(), { parameters, requestBody, responses } = operation;
  const [status, answer] = Object.entries(responses)[0];
  const shape = answer.content?.["application/json"]?.schema;
  const body = requestBody?.content["application/json"]?.schema;
  const problems = Object.keys(responses).filter((code) => Number(code) >= 400);
  return (
    <article class="call" id={operation.operationId}>
      <h3 class="mono">
        <span class={`method ${method.toLowerCase()}`}>{method}</span> {BASE + path}
      </h3>
      <p>
        <span lang="en">{withCode(operation.summary)}.</span>{" "}
        <span class="faint small">{words.needs(shellWords().roles[operation["x-role"]])}</span>
      </p>
      {parameters.length > 0 && (
        <dl class="params" aria-label={words.parameters}>
          {parameters.map(({ name, required, description, schema }) => (
            <div key={name}>
              <dt class="mono">
                {name} {!required && <span class="faint small">{words.optional}</span>}
              </dt>
              <dd lang="en">
                {withCode(description)} <code class="faint">{sketch(schema)}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {body !== undefined && (
        <>
          <h4 class="label">{words.body}</h4>
          <pre class="shape" lang="en" tabIndex={0}>{sketch(body)}</pre>
        </>
      )}
      <h4 class="label">{words.answer} {status}</h4>
      {shape !== undefined && <pre class="shape" lang="en" tabIndex={0}>{sketch(shape)}</pre>}
      <p class="faint small">{words.problems}: {problems.join(", ")}</p>
    </article>
  );
}

/** `code` between backquotes, _words_ between underscores. */
function withCode(text: string) {
  return text.split("`").map((part, n) => n % 2 === 1 ? <code key={n}>{part}</code> : part);
}
