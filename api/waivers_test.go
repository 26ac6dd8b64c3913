package api

import "testing"

func TestWaivers(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		path, good := "/plans/wg-2024/waivers", `{"rule":"no-lead","subject":"item 2.1","reason":"The lead is being chosen.","until":"2024-06-30"}`
		w.play(
			scenario{as: "reader", req: "POST " + path, body: good, want: 403, problem: "forbidden", has: all("waive findings of the plan check", "secretariat (in own body)")},
			scenario{as: "stranger", req: "POST " + path, body: good, want: 404},
			scenario{as: "stranger", req: "GET " + path, want: 404},
			scenario{as: "sec", req: "POST " + path, body: good, want: 201, has: all(`"plan":"wg-2024","number":1,"rule":"no-lead","subject":"item 2.1","ref":"2.1"`, `"effective_on":"2024-03-01","until":"2024-06-30","made_by":"sec"`,
				`"state":"in_force","withdrawal":null`), header: all("Location: /api/v1/plans/wg-2024/waivers/1")},
			scenario{as: "chair", req: "POST " + path, body: good, want: 409, problem: "already-exists", has: all("Waiver 1 of plan wg-2024")},
			scenario{as: "chair", req: "POST " + path, body: `{"rule":"no-expected-output","subject":"item 1.3","reason":"Known to the chairs.","effective_on":"2024-02-01"}`, want: 201},
			scenario{as: "chair", req: "POST " + path, body: `{"rule":"no-rule","subject":"item","until":"2024-02-01"}`, want: 422, has: all("/rule", "no-lead", "/subject", "/reason", "/until")},
			scenario{as: "chair", req: "POST " + path, body: `{"rule":"no-lead","subject":"item 9.9","reason":"x"}`, want: 422, has: all("plan wg-2024 has no item 9.9 that you may see")},
			scenario{as: "chair", req: "POST " + path, body: `{"rule":"no-lead","subject":"item 2.1","reason":"x","number":7}`, want: 422, has: all("unknown_member")},
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"number":1`), hasNot: all("Known to the chairs", `"number":2`)},
			scenario{as: "colead", req: "GET " + path, want: 200, has: all("Known to the chairs")},
			scenario{as: "chair", req: "GET " + path + "?as_of=2024-02-15", want: 200, has: all(`"number":2`), hasNot: all(`"number":1`)},
			scenario{as: "chair", req: "GET " + path + "?limit=1", want: 200, has: all(`"number":1`, `"next_cursor":"`), hasNot: all(`"number":2`)},
			scenario{as: "chair", req: "GET " + path + "?limit=1&sort=-number&rule=no-lead,no-expected-output&state=in_force", want: 200, has: all(`"number":2`)},
			scenario{as: "chair", req: "GET " + path + "?rule=x&state=y&sort=rule", want: 422, has: all("?rule", "?state", "?sort")},
			scenario{as: "reader", req: "GET " + path + "/1", want: 200, has: all(`"number":1`)},
			scenario{as: "reader", req: "GET " + path + "/2", want: 404},
			scenario{as: "reader", req: "GET " + path + "/1?x=1", want: 422},
			scenario{as: "reader", req: "POST " + path + "/1/withdraw", body: `{"reason":"x"}`, want: 403},
			scenario{as: "chair", req: "POST " + path + "/9/withdraw", body: `{"reason":"x"}`, want: 404},
			scenario{as: "chair", req: "POST " + path + "/1/withdraw", body: `{}`, want: 422, has: all("/reason")},
			scenario{as: "chair", req: "POST " + path + "/1/withdraw", body: `{"reason":"Aland leads it."}`, want: 200,
				has: all(`"state":"withdrawn","withdrawal":{"reason":"Aland leads it.","effective_on":"2024-03-01","withdrawn_by":"chair"`)},
			scenario{as: "chair", req: "POST " + path + "/1/withdraw", body: `{"reason":"Again."}`, want: 409, problem: "already-ended"},
			scenario{as: "reader", req: "GET " + path + "?state=withdrawn", want: 200, has: all("Aland leads it.")},
			scenario{as: "sec", req: "POST " + path, body: good, headers: all("Idempotency-Key", "waive-once"), want: 201, has: all(`"number":3`)},
			scenario{as: "sec", req: "POST " + path, body: good, headers: all("Idempotency-Key", "waive-once"), want: 201, has: all(`"number":3`), header: all("Idempotency-Replayed: true")},
			scenario{as: "chair", req: "GET /audit?action=waive%20finding", want: 200, has: all(`"object":"waiver wg-2024/3"`, `"ref":"2.1"`, `"authority":"secretariat, in own body"`)},
		)
	})
}
