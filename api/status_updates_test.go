package api

import (
	"strings"
	"testing"
)

func TestPostingStatusUpdates(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const one, both = "POST /plans/wg-2024/items/1.1/updates", "POST /plans/wg-2024/items/1.2/updates"
		w.play(
			scenario{as: "lead", req: one, body: `{"status":"in_progress","done":"Begun.","next_steps":"Pilot","openings":"Two hosts","planned_completion":"2024-Q3","health":"on_track",
				"evidence":[{"title":"Report","url":"https://example.org/r"}],"meeting":"wg-1","source":"s"}`, want: 201,
				has: all(`"number":1`, `"kind":"progress"`, `"status":"in_progress"`, `"lead":"aland"`, `"on_behalf_of":null`, `"reported_by":"lead"`, `"effective_on":"2024-03-01"`,
					`"meeting":"wg-1"`, `"evidence":[{"title":"Report"`, `"corrects":null`, `"corrected_by":null`, `"audience":null`), header: all("Location: /api/v1/plans/wg-2024/items/1.1/updates/1", "ETag: ")},
			scenario{as: "reader", req: "GET /plans/wg-2024/items/1.1/updates/1", want: 200, has: all(`"done":"Begun."`)},
			scenario{as: "reader", req: "GET /plans/wg-2024/items/1.1", want: 200, has: all(`"status":"in_progress"`, `"status_since":"2024-03-01"`, `"health":"on_track"`, `"planned_completion":"2024-Q3"`, `"overdue_days":1`)},
			scenario{as: "sec", req: one, body: `{"done":"Spoke with the lead."}`, want: 201, has: all(`"lead":"aland"`, `"on_behalf_of":"aland"`, `"reported_by":"sec"`, `"status":null`)},
			scenario{as: "sec", req: both, body: `{"done":"Whose?"}`, want: 422, has: all(`"/lead"`, "aland, bland")},
			scenario{as: "sec", req: both, body: `{"done":"For bland","lead":"bland"}`, want: 201, has: all(`"on_behalf_of":"bland"`)},
			scenario{as: "lead", req: both, body: `{"done":"For bland","lead":"bland"}`, want: 422, has: all(`"/lead"`, "not_a_lead")},
			scenario{as: "colead", req: both, body: `{"kind":"nil_return"}`, want: 201, has: all(`"kind":"nil_return"`, `"lead":"bland"`, `"number":2`)},
			scenario{as: "colead", req: both, body: `{"kind":"nil_return","done":"Something"}`, want: 422, has: all(`"/kind"`, "not_nil")},
			scenario{as: "colead", req: both, body: `{"kind":"decision","done":"x"}`, want: 422, has: all(`"/kind"`)},
			scenario{as: "lead", req: one, body: `{}`, want: 422, has: all(`"/done"`, "nil_return")},
			scenario{as: "lead", req: one, body: `{"status":"completed"}`, want: 422, has: all(`"/completed_on"`, `"/done"`)},
			scenario{as: "lead", req: one, body: `{"status":"postponed"}`, want: 422, has: all(`"/reason"`)},
			scenario{as: "lead", req: one, body: `{"status":"late","health":"fine","effective_on":"2024-03-02","completed_on":"2025","audience":"public","meeting":"wg-1","evidence":[{"title":"","url":"javascript:x"}],
				"corrects":99,"lead":"A"}`, want: 422, has: all(`"/status"`, `"/health"`, `"/effective_on"`, `"/completed_on"`, `"/audience"`, `"/evidence/0/title"`, `"/evidence/0/url"`, `"/corrects"`)},
			scenario{as: "lead", req: one, body: `{"done":"x","effective_on":"2024-02-30","number":7,"recorded_at":"2020-01-01T00:00:00Z","reported_by":"chair"}`, want: 422,
				has: all(`"/effective_on"`, `"/number"`, `"/recorded_at"`, `"/reported_by"`)},
			scenario{as: "lead", req: one, body: `{"done":"x","effective_on":"2024-01-14"}`, want: 422, has: all("before_endorsement")},
			scenario{as: "lead", req: one, body: `{"done":"x","meeting":"none"}`, want: 422, has: all(`"/meeting"`)},
			scenario{as: "lead", req: one, body: `{"status":"planned","done":"x"}`, want: 409, problem: "illegal-transition", has: all("completed")},
			scenario{as: "lead", req: one, body: `{"status":"carried_over","done":"x"}`, want: 409, problem: "illegal-transition"},
			scenario{as: "lead", req: one, body: `{"status":"withdrawn","reason":"r"}`, want: 403, has: all("co chair")},
			scenario{as: "chair", req: one, body: `{"done":"I did it."}`, want: 403},
			scenario{as: "observer", req: one, body: `{"done":"x"}`, want: 403},
			scenario{as: "supporter", req: one, body: `{"done":"x"}`, want: 403},
			scenario{as: "stranger", req: one, body: `{"done":"x"}`, want: 404},
			scenario{as: "lead", req: "POST /plans/wg-2024/items/9.9/updates", body: `{"done":"x"}`, want: 404},
			scenario{as: "lead", req: "POST /plans/draft-2027/items/1.1/updates", body: `{"done":"x"}`, want: 409, problem: "plan-not-endorsed"},
			scenario{as: "chair", req: one, body: `{"status":"withdrawn"}`, want: 422, has: all(`"/reason"`)},
			scenario{as: "chair", req: one, body: `{"status":"withdrawn","reason":"No funds"}`, want: 201, has: all(`"kind":"decision"`, `"lead":null`, `"reason":"No funds"`)},
			scenario{as: "lead", req: one, body: `{"status":"in_progress","done":"x"}`, want: 409, problem: "illegal-transition"},
			scenario{as: "chair", req: one, body: `{"status":"planned","reason":"Funds"}`, want: 201, has: all(`"kind":"decision"`)},
			scenario{as: "lead", req: one, body: `{"status":"completed","completed_on":"2024-02","done":"Delivered"}`, want: 201},
			scenario{as: "lead", req: one, body: `{"status":"in_progress","reason":"r","done":"x"}`, want: 403},
			scenario{as: "chair", req: one, body: `{"status":"in_progress","reason":"Not finished"}`, want: 201, has: all(`"number":6`)},
		)
	})
}

func TestUpdatesWithIfMatch(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const one = "/plans/wg-2024/items/1.1"
		old := w.etag("lead", one)
		w.play(
			scenario{as: "lead", req: "POST " + one + "/updates", body: `{"done":"First"}`, match: old, want: 201},
			scenario{as: "lead", req: "POST " + one + "/updates", body: `{"done":"Second"}`, match: old, want: 412, problem: "stale"},
			scenario{as: "lead", req: "POST " + one + "/updates", body: `{"done":"Second"}`, match: "W/" + old, want: 412},
			scenario{as: "lead", req: "POST " + one + "/updates", body: `{"done":"Second"}`, match: "abc", want: 400},
			scenario{as: "lead", req: "POST " + one + "/updates", body: `{"done":"Second"}`, match: "now", want: 201},
			scenario{as: "lead", req: "POST " + one + "/updates", body: `{"done":"Third"}`, want: 201, has: all(`"number":3`)},
		)
	})
}

func TestCorrections(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const path = "/plans/wg-2024/items/1.1/updates"
		w.created("lead", path, `{"status":"in_progress","done":"Begun","effective_on":"2024-02-10"}`)
		w.at("2024-03-05")
		w.play(
			scenario{as: "lead", req: "POST " + path, body: `{"done":"Begun in Hanoi","corrects":1}`, want: 422, has: all(`"/correction_reason"`)},
			scenario{as: "lead", req: "POST " + path, body: `{"done":"x","correction_reason":"why"}`, want: 422, has: all(`"/corrects"`)},
			scenario{as: "lead", req: "POST " + path, body: `{"done":"x","corrects":7,"correction_reason":"why"}`, want: 422, has: all(`"/corrects"`, "unknown")},
			scenario{as: "lead", req: "POST " + path, body: `{"done":"x","corrects":0,"correction_reason":"why"}`, want: 422, has: all(`"/corrects"`)},
			scenario{as: "lead", req: "POST " + path, body: `{"status":"in_progress","done":"Begun in Hanoi","corrects":1,"correction_reason":"Wrong city"}`, want: 201,
				has: all(`"number":2`, `"corrects":1`, `"effective_on":"2024-02-10"`, "Wrong city")},
			scenario{as: "reader", req: "GET " + path + "/1", want: 200, has: all(`"corrected_by":2`, `"done":"Begun"`)},
			scenario{as: "reader", req: "GET " + path + "/1?known_at=2024-03-04T00:00:00Z", want: 200, has: all(`"corrected_by":null`)},
			scenario{as: "reader", req: "GET " + path + "/2?known_at=2024-03-04T00:00:00Z", want: 404},
			scenario{as: "lead", req: "POST " + path, body: `{"done":"again","corrects":1,"correction_reason":"r"}`, want: 409, problem: "already-corrected", has: all("update 2")},
			scenario{as: "colead", req: "POST " + path, body: `{"done":"again","corrects":2,"correction_reason":"r"}`, want: 403},
			scenario{as: "lead", req: "POST " + path, body: `{"status":"completed","completed_on":"2024-03-01","done":"Done","effective_on":"2024-03-01"}`, want: 201},
			scenario{as: "lead", req: "POST " + path, body: `{"status":"postponed","reason":"r","effective_on":"2024-02-20"}`, want: 409, problem: "illegal-history", has: all("update 3")},
			scenario{as: "lead", req: "POST " + path, body: `{"done":"Not done","corrects":3,"correction_reason":"r"}`, want: 403},
			scenario{as: "sec", req: "POST " + path, body: `{"done":"Also done","effective_on":"2024-02-15"}`, want: 201, has: all(`"number":4`)},
			scenario{as: "reader", req: "GET /plans/wg-2024/items/1.1?as_of=2024-02-20", want: 200, has: all(`"status":"in_progress"`, `"last_reported_on":"2024-02-15"`)},
			scenario{as: "reader", req: "GET /plans/wg-2024/items/1.1?as_of=2024-02-20&known_at=2024-03-02T00:00:00Z", want: 200, has: all(`"last_reported_on":"2024-02-10"`, `"known_at":"2024-03-02T00:00:00Z"`)},
			scenario{as: "reader", req: "GET /plans/wg-2024/items/1.1?as_of=meeting:wg-1", want: 200, has: all(`"as_of":"2024-02-20"`)},
		)
	})
}

func TestListsOfUpdates(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const path = "/plans/wg-2024/items/1.2/updates"
		w.created("lead", path, `{"status":"in_progress","done":"Begun in Hà Nội","effective_on":"2024-02-10"}`)
		w.at("2024-03-05")
		w.created("colead", path, `{"kind":"nil_return"}`)
		w.created("lead", "/plans/wg-2024/items/1.1/updates", `{"done":"Older fact","effective_on":"2024-02-01"}`)
		w.created("lead", path, `{"done":"For chairs","audience":"chairs"}`)
		for query, want := range map[string]string{
			path:                                           "1.2/1 1.2/2",
			path + "?sort=-number":                         "1.2/2 1.2/1",
			path + "?sort=effective":                       "1.2/1 1.2/2",
			path + "?sort=-effective":                      "1.2/2 1.2/1",
			path + "?kind=nil_return":                      "1.2/2",
			path + "?q=hanoi":                              "1.2/1",
			path + "?q=ha+noi":                             "1.2/1",
			path + "?known_at=2024-03-04T00:00:00Z":        "1.2/1",
			path + "?as_of=2024-02-09":                     "",
			"/updates":                                     "1.1/1 1.2/2 1.2/1",
			"/updates?sort=recorded":                       "1.2/1 1.2/2 1.1/1",
			"/updates?sort=-effective":                     "1.2/2 1.2/1 1.1/1",
			"/updates?sort=effective":                      "1.1/1 1.2/1 1.2/2",
			"/updates?lead=bland":                          "1.2/2",
			"/updates?status=in_progress":                  "1.2/1",
			"/updates?kind=progress&plan=wg-2024":          "1.1/1 1.2/1",
			"/updates?body=other":                          "",
			"/updates?recorded_since=2024-03-05T00:00:00Z": "1.1/1 1.2/2",
			"/updates?q=older":                             "1.1/1",
			"/updates?as_of=2024-02-10&known_at=2024-03-04T00:00:00Z": "1.2/1",
		} {
			var page struct{ Data []StatusUpdate }
			w.get("reader", query, &page)
			names := make([]string, len(page.Data))
			for n, u := range page.Data {
				names[n] = u.Ref + "/" + string(rune('0'+u.Number))
			}
			if got := strings.Join(names, " "); got != want {
				w.Errorf("%s gives %q, want %q", query, got, want)
			}
		}
		w.play(
			scenario{as: "reader", req: "GET " + path + "/3", want: 404},
			scenario{as: "colead", req: "GET " + path + "/3", want: 200},
			scenario{as: "colead", req: "GET " + path + "?fields=number&limit=2", want: 200, has: all(`{"data":[{"number":1},{"number":2}],`), header: all("Link: cursor=")},
			scenario{as: "reader", req: "GET " + path + "?sort=recorded", want: 422, has: all("number, effective")},
			scenario{as: "reader", req: "GET " + path + "/0", want: 404},
			scenario{as: "reader", req: "GET " + path + "/1?as_of=2030-01-01", want: 422},
			scenario{as: "reader", req: "GET /plans/wg-2024/items/9.9/updates", want: 404},
			scenario{as: "reader", req: "GET /updates?kind=x&status=y", want: 422, has: all(`"?kind"`, `"?status"`)},
		)
	})
}
