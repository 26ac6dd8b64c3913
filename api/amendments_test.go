package api

import "testing"

func TestAPlanIsAmendedComparedAndReadAsItWas(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		path := "/plans/wg-2024"
		body := `{"reason":"Agreed at the meeting.","effective_on":"2024-02-20","meeting":"wg-1","plan":{"set":{"notes":"Amended."}},` +
			`"items":[{"ref":"1.1","set":{"due":"2025-Q1","leads":["aland","bland"],"note":null}}],"new_items":[{"title":"One more","objective":2,"leads":["bland"]}]}`
		w.play(
			scenario{as: "sec", req: "POST " + path + "/amendments/preview", body: body, want: 200, has: all(`"number":1,"revision":2`, `"subject":"item 1.1"`, `{"field":"due",`, `"is":"2025-Q1"`, `"act":"added"`)},
			scenario{as: "chair", req: "GET " + path, want: 200, has: all(`"revision":1`)},
			scenario{as: "chair", req: "POST " + path + "/amendments", body: body, want: 428, problem: "precondition-required"},
			scenario{as: "sec", req: "POST " + path + "/amendments", body: body, match: "now", want: 403, problem: "forbidden"},
			scenario{as: "chair", req: "POST " + path + "/amendments", body: body, match: "now", want: 201, has: all(`"number":1,"revision":2`, `"decided_by":"chair"`, `"meeting":"wg-1"`),
				header: all("Location: /api/v1/plans/wg-2024/amendments/1")},
			scenario{as: "chair", req: "POST " + path + "/amendments", body: `{"reason":"x","items":[{"ref":"1.1","set":{"unknown":1}}]}`, match: "now", want: 422, has: all(`"/items/0/set/unknown"`)},
			scenario{as: "chair", req: "POST " + path + "/amendments", body: `{"items":[{"ref":"1.1"}]}`, match: "now", want: 422, has: all(`"pointer":"/reason","code":"required"`)},
			scenario{as: "chair", req: "POST " + path + "/amendments", body: `{"reason":"x","items":[{"ref":"1.1","set":{}}]}`, match: "now", want: 422, has: all(`"pointer":"/items/0","code":"nothing_changes"`)},
			scenario{as: "lead", req: "GET " + path + "/amendments", want: 200, has: all(`"reason":"Agreed at the meeting."`, `"next_cursor":null`)},
			scenario{as: "lead", req: "GET " + path + "/amendments?ref=2.1", want: 200, has: all(`"data":[]`)},
			scenario{as: "lead", req: "GET " + path + "/amendments?act=added&meeting=wg-1", want: 200, has: all(`"number":1`)},
			scenario{as: "lead", req: "GET " + path + "/amendments?as_of=2024-02-19", want: 200, has: all(`"data":[]`)},
			scenario{as: "lead", req: "GET " + path + "/amendments/1", want: 200, has: all(`"subject":"plan"`)},
			scenario{as: "lead", req: "GET " + path + "/amendments/2", want: 404, problem: "not-found"},
			scenario{as: "lead", req: "GET " + path + "/items/1.1", want: 200, has: all(`"due":"2025-Q1"`, `"leads":["aland","bland"]`)},
			scenario{as: "lead", req: "GET " + path + "/items/1.1?as_of=2024-02-19", want: 200, hasNot: all(`2025-Q1`)},
			scenario{as: "lead", req: "GET " + path + "/revisions?from=1&to=2", want: 200, has: all(`"from":1,"to":2,"amendments":[1]`, `"subject":"item 1.1"`)},
			scenario{as: "lead", req: "GET " + path + "/revisions?to=3", want: 422, has: all(`"pointer":"?to"`)},
			scenario{as: "lead", req: "GET " + path + "/report", want: 200, has: all(`"amendments":[{"plan":"wg-2024","number":1`)},
			scenario{as: "chair", req: "GET /audit?action=amend%20plan", want: 200, has: all(`"object":"amendment wg-2024/1"`, `"authority":"co_chair, in own body"`)},
		)
	})
}
