import { html, raw } from 'hono/html'
import { type ApiDocument, listOperations } from './api-document.ts'

type Operation = ReturnType<typeof listOperations>[number]

/** The readable form of the API's description: plain HTML, with neither script nor anything from elsewhere. */
export function renderApiPage(document: ApiDocument) {
  const operations = listOperations(document)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title} – API</title>
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<h1>${document.info.title} – API ${document.info.version}</h1>
<p>Machine-readable form: <a href="/api/openapi.json">OpenAPI 3.1</a>. A refusal is always
<code>{ code, key, message }</code>, and <code>application/problem+json</code> under <code>/api/v1</code>; its message is in the language of <code>Accept-Language</code>.</p>
<h2 id="access">Access</h2>
<p>${document.info.description}</p>
<pre>${EXAMPLE}</pre>
<ul>${operations.map(renderLink)}</ul>
${operations.map(renderOperation)}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components?.schemas ?? {}).map(
  ([name, schema]) => html`<h3>${name}</h3>${renderJson(schema)}`,
)}
</body>
</html>`
}

/** Stylesheet of that page; a file of its own since inline styles are refused. */
export const API_PAGE_STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
code, pre { font: 14px/1.4 ui-monospace, monospace; }
pre { background: #f4f4f4; padding: .75rem; overflow: auto; max-height: 24rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid #ccc; padding-top: 1rem; }
table { border-collapse: collapse; } td, th { border: 1px solid #ccc; padding: .25rem .5rem; text-align: left; }
.method { text-transform: uppercase; font-weight: 700; }
`

const EXAMPLE = 'GET /api/v1/reminders?on=2026-11-23\nAuthorization: Bearer KEY'

function anchorOf({ method, path }: Operation): string {
  return `${method}${path.replaceAll(/[^\w]+/g, '-')}`
}

function renderLink(operation: Operation) {
  return html`<li><a href="#${anchorOf(operation)}"><code>${operation.method.toUpperCase()} ${operation.path}</code></a> ${operation.operation.summary ?? ''}</li>`
}

function renderOperation(entry: Operation) {
  const { method, path, operation } = entry
  return html`<section>
<h2 id="${anchorOf(entry)}"><span class="method">${method}</span> <code>${path}</code></h2>
<p>${operation.summary ?? ''} ${operation.description ?? ''}</p>
${renderParameters(operation.parameters ?? [])}
${operation.requestBody ? html`<h3>Body</h3>${renderJson(contentOf(operation.requestBody))}` : ''}
<h3>Answers</h3>
${Object.entries(operation.responses ?? {}).map(
  ([status, response]) => html`<h4>${status} ${response.description}</h4>${renderJson(contentOf(response))}`,
)}
</section>`
}

function renderParameters(parameters: NonNullable<Operation['operation']['parameters']>) {
  if (parameters.length === 0) return ''
  return html`<h3>Parameters</h3><table><tr><th>Name</th><th>In</th><th>Required</th><th>Schema</th></tr>
${parameters.map((parameter) =>
  'name' in parameter
    ? html`<tr><td><code>${parameter.name}</code></td><td>${parameter.in}</td>
<td>${parameter.required ? 'yes' : 'no'}</td><td><code>${JSON.stringify(parameter.schema)}</code></td></tr>`
    : '',
)}</table>`
}

function contentOf(part: object): unknown {
  return 'content' in part ? part.content : undefined
}

function renderJson(value: unknown) {
  return value === undefined ? raw('') : html`<pre>${JSON.stringify(value, null, 2)}</pre>`
}
