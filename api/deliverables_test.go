package api

import "testing"

func TestDeliverablesAndTheirStages(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		path, good := "/plans/wg-2024/items/1.1/deliverables", `{"title":"Guide","kind":"guide","description":"For judges."}`
		w.play(
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"data":[]`)},
			scenario{as: "reader", req: "POST " + path, body: good, want: 403, problem: "forbidden", has: all("list deliverables and record their stages", "focal point (items own member leads)")},
			scenario{as: "stranger", req: "POST " + path, body: good, want: 404},
			scenario{as: "lead", req: "POST /plans/draft-2027/items/1.1/deliverables", body: good, want: 409, problem: "plan-not-endorsed"},
			scenario{as: "lead", req: "POST " + path, body: `{"title":" ","kind":"song","audience":"public","lead":"bland"}`, want: 422, has: all("/title", "/kind", "/audience", "wider_than_item", "/lead", "not_a_lead")},
			scenario{as: "lead", req: "POST " + path, body: good, headers: all("Idempotency-Key", "one-guide"), want: 201, header: all("Location: /api/v1" + path + "/1"),
				has: all(`"number":1`, `"item_title":"Item 1.1","body":"wg","item_leads":["aland"]`, `"lead":"aland","on_behalf_of":null,"listed_by":"lead","listed_on":"2024-03-01","stage":null,"reached_on":null,"stages":[]`)},
			scenario{as: "lead", req: "POST " + path, body: good, headers: all("Idempotency-Key", "one-guide"), want: 201, header: all("Idempotency-Replayed: true")},
			scenario{as: "sec", req: "POST " + path, body: `{"title":"Film","kind":"other","audience":"chairs"}`, want: 201, has: all(`"number":2`, `"on_behalf_of":"aland"`)},
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"title":"Guide"`), hasNot: all("Film")},
			scenario{as: "reader", req: "GET " + path + "/2", want: 404}, scenario{as: "reader", req: "GET " + path + "/0", want: 404}, scenario{as: "lead", req: "GET " + path + "/2", want: 200},
			scenario{as: "lead", req: "POST " + path + "/1/stages", body: `{}`, want: 422, has: all("/stage", "/reached_on")},
			scenario{as: "lead", req: "POST " + path + "/1/stages", body: `{"stage":"launched","reached_on":"2024-03-02"}`, want: 422, has: all("/reached_on", "in_future")},
			scenario{as: "lead", req: "POST " + path + "/1/stages", body: `{"stage":"endorsed","reached_on":"2024-02","meeting":"wg-1","place":"Lake Town","links":[{"title":"Guide","url":"https://example.org/g"}]}`, want: 201,
				has:    all(`"deliverable":1,"number":1,"stage":"endorsed","reached_on":"2024-02","place":"Lake Town","meeting":"wg-1","links":[{"title":"Guide","url":"https://example.org/g"}]`, `"effective_on":"2024-02-20"`),
				header: all("Location: /api/v1" + path + "/1/stages/1")},
			scenario{as: "sec", req: "POST " + path + "/1/stages", body: `{"stage":"published","reached_on":"2024-02-25"}`, want: 201, has: all(`"number":2`, `"on_behalf_of":"aland"`)},
			scenario{as: "lead", req: "POST " + path + "/1/stages", body: `{"stage":null,"corrects":2,"correction_reason":"It is at the printer's."}`, want: 201, has: all(`"number":3,"stage":null,"reached_on":null`)},
			scenario{as: "lead", req: "POST " + path + "/1/stages", body: `{"stage":"published","reached_on":"2024-02-26","corrects":2,"correction_reason":"Again."}`, want: 409, problem: "already-corrected", has: all("stage 3")},
			scenario{as: "reader", req: "GET " + path + "/1", want: 200, has: all(`"stage":"endorsed","reached_on":"2024-02"`)},
			scenario{as: "reader", req: "GET " + path + "/1/stages?limit=1&sort=-number", want: 200, has: all(`"number":3`, `"next_cursor":"`)},
			scenario{as: "reader", req: "GET " + path + "/1/stages", want: 200, has: all(`"correction_reason":"It is at the printer's."`, `"corrected_by":3`)},
			scenario{as: "reader", req: "GET " + path + "/1/stages/2", want: 200, has: all(`"corrected_by":3`)}, scenario{as: "reader", req: "GET " + path + "/1/stages/9", want: 404},
			scenario{as: "reader", req: "GET " + path + "/1/stages/x", want: 404},
			scenario{as: "reader", req: "GET " + path + "/1?as_of=2024-02-19", want: 404}, scenario{as: "reader", req: "GET " + path + "/1?as_of=2024-02-20", want: 200, has: all(`"stage":"endorsed"`)},
			scenario{as: "lead", req: "PATCH " + path + "/1", body: `{"title":"Handbook"}`, want: 428}, scenario{as: "lead", req: "PATCH " + path + "/1", body: `{"title":"Handbook"}`, match: `"7-0000000000000000"`, want: 412},
			scenario{as: "lead", req: "PATCH " + path + "/1", body: `{"title":null}`, match: "now", want: 422, has: all("/title")},
			scenario{as: "lead", req: "PATCH " + path + "/1", body: `{"title":"Handbook","description":null}`, match: "now", want: 200, has: all(`"title":"Handbook"`, `"description":""`, `"kind":"guide"`)},
			scenario{as: "chair", req: "GET /deliverables?reached=endorsed&reached_after=2024-01-31&lead=aland&kind=guide&stage=endorsed&q=hand", want: 200, has: all("Handbook"), hasNot: all("Film")},
			scenario{as: "chair", req: "GET /deliverables?stage=published", want: 200, has: all(`"data":[]`)},
			scenario{as: "chair", req: "GET /deliverables?fields=title,stage&sort=-title&limit=1", want: 200, has: all(`[{"title":"Handbook","stage":"endorsed"}]`, `"next_cursor":"`)},
			scenario{as: "chair", req: "GET /deliverables?stage=x&reached_after=soon&sort=kind", want: 422, has: all("?stage", "?reached_after", "?sort")},
			scenario{as: "stranger", req: "GET /deliverables", want: 200, has: all(`"data":[]`)},
			scenario{as: "chair", req: "DELETE " + path + "/1", match: "now", want: 403}, scenario{as: "lead", req: "DELETE " + path + "/1", want: 428},
			scenario{as: "chair", req: "GET /plans/wg-2024/report?since=2024-02-01", want: 200, has: all(`"stages":[{"title":"Handbook","kind":"guide","stage":{"plan":"wg-2024"`)},
			scenario{as: "chair", req: "GET /plans/wg-2024/report/statement?since=2024-02-01", want: 200, has: all(`"part":"delivered","text":"The guide “Handbook” (item 1.1) was endorsed in February 2024 at the Meeting wg-1 in Lake Town."`,
				`"stages":["wg-2024/1.1/1/1"]`)},
			scenario{as: "lead", req: "DELETE " + path + "/1", match: "now", want: 204},
			scenario{as: "reader", req: "GET " + path + "/1", want: 404}, scenario{as: "reader", req: "GET " + path + "/1?as_of=2024-02-29", want: 200, has: all(`"title":"Guide"`)},
			scenario{as: "chair", req: "GET /audit?action=record%20stage", want: 200, has: all(`"object":"stage wg-2024/1.1/1/2"`, `"on_behalf_of":"aland"`, `"authority":"secretariat, in own body, on a lead's behalf, marked"`)},
			scenario{as: "lead", req: "POST /plans/wg-2024/items/1.1/updates", body: `{"status":"completed","completed_on":"2024-02-26"}`, want: 422, has: all("/done", "stage that a deliverable of the item had reached")},
		)
	})
}
