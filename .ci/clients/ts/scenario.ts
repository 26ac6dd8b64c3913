// A program of a user of the API: it works with the types that openapi-typescript makes of docs/openapi.json (schema.d.ts,
// generated beside this file by .ci/run) and ends with an error when the service does not keep its word.
//
// FWP_URL is the address of a demo server, FWP_TOKEN_LEAD and FWP_TOKEN_CO_CHAIR are tokens of a focal point and of a co-chair.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

const plan = "example-wg-2024-26";
const openStatuses: readonly string[] = ["planned", "in_progress", "postponed"];

function setting(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} must be set`);
  return value;
}

function signedIn(token: string) {
  return createClient<paths>({
    baseUrl: `${setting("FWP_URL")}/api/v1`,
    headers: { Authorization: `Bearer ${token}` },
  });
}
type Client = ReturnType<typeof signedIn>;

/** The refs of the plan's open items, each of which can also be read by itself. */
async function openItems(client: Client): Promise<string[]> {
  const list = await client.GET("/plans/{plan}/items", { params: { path: { plan } } });
  assert.ok(list.data, `listing the items: ${JSON.stringify(list.error)}`);
  const refs = list.data.data.filter((item) => openStatuses.includes(item.status)).map((item) => item.ref);
  const ref = refs[0];
  assert.ok(ref, "the demo plan has no open item");

  const item = await client.GET("/plans/{plan}/items/{ref}", { params: { path: { plan, ref } } });
  assert.ok(item.data, `reading item ${ref}: ${JSON.stringify(item.error)}`);
  assert.equal(item.data.ref, ref);
  assert.ok(item.data.title);
  return refs;
}

/**
 * Posts an update on the first of the items that the token's owner may report on, twice with one key: the repetition, as after a
 * lost answer, must give the same update and say so.
 */
async function report(client: Client, refs: string[], done: string): Promise<string> {
  for (const ref of refs) {
    const request = {
      params: { path: { plan, ref }, header: { "Idempotency-Key": `typescript-client-${ref}` } },
      body: { kind: "progress", done },
    } as const;
    const first = await client.POST("/plans/{plan}/items/{ref}/updates", request);
    if (first.response.status === 403) continue; // led by another member
    assert.ok(first.data, `posting an update on ${ref}: ${JSON.stringify(first.error)}`);
    assert.equal(first.response.status, 201);
    assert.ok(first.response.headers.get("Location"));

    const again = await client.POST("/plans/{plan}/items/{ref}/updates", request);
    assert.ok(again.data, `repeating the update on ${ref}: ${JSON.stringify(again.error)}`);
    assert.equal(again.data.number, first.data.number);
    assert.equal(again.response.headers.get("Idempotency-Replayed"), "true");
    return ref;
  }
  assert.fail(`the lead may report on none of the open items ${refs.join(", ")}`);
}

/** Checks that the completion report is of the plan and holds the update just posted. */
async function inReport(client: Client, ref: string, done: string): Promise<void> {
  const answer = await client.GET("/plans/{plan}/report", { params: { path: { plan } } });
  assert.ok(answer.data, `pulling the completion report: ${JSON.stringify(answer.error)}`);
  const text = JSON.stringify(answer.data);
  for (const part of [plan, ref, done]) {
    assert.ok(text.includes(part), `the completion report does not mention "${part}"`);
  }
}

const lead = signedIn(setting("FWP_TOKEN_LEAD"));
const chair = signedIn(setting("FWP_TOKEN_CO_CHAIR"));
const refs = await openItems(lead);
const done = `Reported by the TypeScript client at ${new Date().toISOString()}.`;
const ref = await report(lead, refs, done);
await inReport(chair, ref, done);
console.log(`typescript client: ${refs.length} open items, update posted on ${ref} and found in the completion report`);
