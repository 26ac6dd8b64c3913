package api

import (
	"fmt"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

func TestItems(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const list = "/plans/draft-2027/items"
		w.play(
			scenario{as: "sec", req: "POST " + list, body: `{"title":"Train","objective":1,"start":"2027","due":"2027-Q2","leads":["aland","bland"],"supporting":["vnm"],"topics":["training"],
				"expected_output":"Module","origin":"o","predecessors":["wg-2024/1.1"],"note":"n","source":"s","description":"d"}`, want: 201,
				has: all(`"ref":"1.2"`, `"nature":"one_off"`, `"due_on":"2027-06-30"`, `"leads":["aland","bland"]`, `"partners":[]`, `"audience":"members"`, `"audience_inherited":true`,
					`"status":"planned"`, `"predecessors":["wg-2024/1.1"]`, `"health":null`, `"overdue":false`, `"body":"wg"`, `"as_of":"2024-03-01"`), header: all("Location: /api/v1/plans/draft-2027/items/1.2")},
			scenario{as: "reader", req: "GET " + list + "/1.2", want: 200, has: all(`"title":"Train"`), header: all("ETag: ")},
			scenario{as: "sec", req: "POST " + list, body: `{"title":"Chairs only","ref":"9","audience":"chairs","nature":"continuing"}`, want: 201,
				has: all(`"objective":null`, `"audience":"chairs"`, `"audience_inherited":false`, `"nature":"continuing"`, `"due":null`, `"due_on":null`)},
			scenario{as: "reader", req: "GET " + list + "/9", want: 404},
			scenario{as: "sec", req: "POST " + list, body: `{"title":"T","ref":"1.2"}`, want: 422, has: all(`"/ref"`, "in_use")},
			scenario{as: "sec", req: "POST " + list, body: `{"ref":"0.1","objective":42,"nature":"endless","start":"2028","due":"2027","audience":"public","leads":["aland","aland","mars"],"supporting":["aland"],
				"topics":[""],"predecessors":["draft-2027/1.1"],"ref2":1,"status":"completed"}`, want: 422, has: all(`"/ref"`, `"/title"`, `"/nature"`, `"/due"`, `"/leads/1"`, `"/supporting/0"`,
				`"/topics/0"`, `"/ref2"`, `"/status"`)},
			scenario{as: "sec", req: "POST " + list, body: `{"title":"T","objective":42,"audience":"public","leads":["mars"],"predecessors":["draft-2027/1.1"]}`, want: 422,
				has: all(`"/objective"`, `"/audience"`, "wider_than_plan", `"/leads/0"`, `"/predecessors/0"`), hasNot: all(`"/items`)},
			scenario{as: "reader", req: "POST " + list, body: `{"title":"T"}`, want: 403},
			scenario{as: "stranger", req: "POST " + list, body: `{"title":"T"}`, want: 404},
			scenario{as: "sec", req: "POST /plans/wg-2024/items", body: `{"title":"T"}`, want: 409, problem: "plan-endorsed"},
			scenario{as: "chair", req: "PATCH " + list + "/1.2", body: `{"audience":"chairs","due":null,"supporting":null,"leads":["bland"],"objective":null}`, match: "now", want: 200,
				has: all(`"audience":"chairs"`, `"audience_inherited":false`, `"due":null`, `"supporting":[]`, `"leads":["bland"]`, `"objective":null`, `"title":"Train"`, `"start":"2027"`)},
			scenario{as: "chair", req: "PATCH " + list + "/1.2", body: `{"audience":null,"objective":2}`, match: "now", want: 200, has: all(`"audience_inherited":true`, `"objective":2`)},
			scenario{as: "chair", req: "PATCH " + list + "/1.2", body: `{"ref":"3.1"}`, match: "now", want: 422, has: all(`"/ref"`)},
			scenario{as: "chair", req: "PATCH " + list + "/1.2", body: `{"title":" ","leads":["mars"],"objective":42}`, match: "now", want: 422, has: all(`"/title"`, `"/leads/0"`, `"/objective"`)},
			scenario{as: "reader", req: "PATCH " + list + "/1.2", body: `{"title":"X"}`, match: "now", want: 403},
			scenario{as: "chair", req: "PATCH " + list + "/7.7", body: `{"title":"X"}`, match: `"1-0000000000000000"`, want: 404},
			scenario{as: "chair", req: "PATCH /plans/wg-2024/items/1.1", body: `{"title":"X"}`, match: "now", want: 409, problem: "plan-endorsed"},
			scenario{as: "chair", req: "DELETE /plans/wg-2024/items/1.1", match: "now", want: 409, problem: "plan-endorsed"},
			scenario{as: "reader", req: "DELETE " + list + "/1.2", match: "now", want: 403},
			scenario{as: "chair", req: "DELETE " + list + "/1.2?x=1", match: `"1-0000000000000000"`, want: 422},
			scenario{as: "chair", req: "DELETE " + list + "/1.2", match: `"1-0000000000000000"`, want: 412},
			scenario{as: "chair", req: "DELETE " + list + "/1.2", match: "now", want: 204},
			scenario{as: "chair", req: "DELETE " + list + "/1.2", match: `"4-0000000000000000"`, want: 404},
			scenario{as: "sec", req: "POST " + list, body: `{"title":"T","ref":"1.2"}`, want: 422, has: all("never used again")},
			scenario{as: "sec", req: "POST " + list, body: `{"title":"T","objective":1}`, want: 201, has: all(`"ref":"1.3"`)},
			scenario{as: "reader", req: "GET /plans/none/items", want: 404},
			scenario{as: "reader", req: "GET /plans/none/items?status=planned", want: 404},
			scenario{as: "reader", req: "GET " + list + "?status=completed", want: 200, has: all(`"data":[]`)},
			scenario{as: "reader", req: "GET " + list + "/1.1/x", want: 404},
		)
	})
}

func TestItemFilters(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		w.at("2024-03-05")
		s.reports("colead", "1.2", workplan.UpdateContent{Status: workplan.StatusInProgress, Health: workplan.HealthAtRisk, Done: "Begun in Hà Nội"})
		w.at("2024-03-10")
		for query, want := range map[string]string{
			"plan=wg-2024":                                       "1.1 1.2 1.3 2.1 2.10",
			"plan=wg-2024,open-2023&body=wg":                     "1.1 1.1 1.2 1.3 2.1 2.10",
			"body=other":                                         "",
			"plan=wg-2024&objective=1":                           "1.1 1.2 1.3",
			"plan=wg-2024&objective=2,1":                         "1.1 1.2 1.3 2.1 2.10",
			"status=in_progress":                                 "1.2",
			"plan=wg-2024&status=planned":                        "1.1 1.3 2.1 2.10",
			"plan=wg-2024&nature=continuing":                     "1.2",
			"health=at_risk,off_track":                           "1.2",
			"plan=wg-2024&lead=bland":                            "1.2 1.3",
			"plan=wg-2024&lead=vnm,aland":                        "1.1 1.2 2.10",
			"plan=wg-2024&supporting=vnm":                        "1.1",
			"partner=vnm":                                        "",
			"plan=wg-2024&member=vnm":                            "1.1 2.10",
			"topic=training":                                     "1.1 2.10",
			"topic=returns":                                      "2.10",
			"overdue=true":                                       "1.1",
			"plan=wg-2024&overdue=false":                         "1.2 1.3 2.1 2.10",
			"due_before=2024-03-01":                              "1.1",
			"due_before=2024-02-29":                              "",
			"plan=wg-2024&due_after=2024-12-30":                  "1.3 2.1",
			"due_after=2024-12-31":                               "2.1",
			"updated_since=2024-03-05T00:00:00Z":                 "1.2",
			"plan=wg-2024&q=vietnam":                             "1.1 2.10",
			"plan=wg-2024&q=viet+nam":                            "1.1 2.10",
			"plan=wg-2024&q=item+2.10":                           "2.10",
			"plan=wg-2024&sort=-ref":                             "2.10 2.1 1.3 1.2 1.1",
			"plan=wg-2024&sort=due":                              "1.1 1.3 2.1 1.2 2.10",
			"plan=wg-2024&sort=-due":                             "2.10 1.2 2.1 1.3 1.1",
			"plan=wg-2024&sort=-updated&limit=1":                 "1.2",
			"plan=wg-2024&sort=-reported&limit=1":                "1.2",
			"plan=wg-2024&sort=reported,-ref":                    "2.10 2.1 1.3 1.1 1.2",
			"plan=wg-2024&sort=-due,ref":                         "1.2 2.10 2.1 1.3 1.1",
			"plan=wg-2024&lead=bland&objective=1&nature=one_off": "1.3",
		} {
			for _, when := range []string{"", "&as_of=2024-03-10&known_at=2024-03-10T09:00:00Z"} {
				if got := w.refs("chair", "/items?"+query+when); got != want {
					t.Errorf("%s%s gives %q, want %q", query, when, got, want)
				}
			}
		}
		for query, has := range map[string]string{
			"status=done":        "planned, in_progress",
			"status=planned,":    "empty value",
			"overdue=yes":        "true, false",
			"objective=one":      "not a whole number",
			"due_before=2024":    "not a date",
			"updated_since=2024": "not a time",
			"updated_since=2024-03-05T00:00:00+07:00": "%2B",
			"sort=title":                    "allowed are ref, due, updated, reported",
			"sort=ref,-ref":                 "twice",
			"limit=0":                       "from 1 to 200",
			"limit=201":                     "from 1 to 200",
			"limit=ten":                     "from 1 to 200",
			"cursor=x":                      "damaged",
			"expand=leads":                  "members, latest_report",
			"fields=nothing":                "allowed are plan, ref",
			"status=planned&status=planned": "given 2 times",
			"q=":                            "must not be empty",
			"leads=aland":                   "allowed are plan, body",
			"as_of=2024-03-11":              "in_future",
			"known_at=2024-03-11T00:00:00Z": "in_future",
			"as_of=meeting:wg-2":            "in_future",
			"as_of=meeting:wg-x":            "no_date",
			"as_of=meeting:none":            "unknown",
		} {
			w.play(scenario{as: "chair", req: "GET /items?" + query, want: 422, problem: "invalid", has: all(has)})
		}
		w.play(scenario{as: "chair", req: "GET /items?q=%zz", want: 400, problem: "malformed"})
	})
}

// refs reads a list of items and joins their refs.
func (w *world) refs(as, path string) string {
	w.Helper()
	var page struct{ Data []Item }
	w.get(as, path, &page)
	refs := make([]string, len(page.Data))
	for n, i := range page.Data {
		refs[n] = i.Ref
	}
	return strings.Join(refs, " ")
}

func TestItemExpansions(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).reports("lead", "1.1", workplan.UpdateContent{Done: "First"}).
			reports("lead", "1.1", workplan.UpdateContent{Done: "For the chairs", Audience: workplan.AudienceChairs}).
			reports("lead", "1.1", workplan.UpdateContent{Kind: workplan.UpdateNilReturn})
		const path = "/plans/wg-2024/items"
		w.play(
			scenario{as: "chair", req: "GET " + path + "/1.1?expand=latest_report,members", want: 200, has: all("For the chairs", `"members":[{"code":"aland"`, `{"code":"vnm"`)},
			scenario{as: "reader", req: "GET " + path + "/1.1?expand=latest_report", want: 200, has: all(`"done":"First"`), hasNot: all("For the chairs", `"members":[`)},
			scenario{as: "reader", req: "GET " + path + "?expand=latest_report&fields=ref,latest_report", want: 200, has: all(`{"ref":"2.1"}`, `"done":"First"`)},
			scenario{as: "reader", req: "GET " + path + "/1.1", want: 200, hasNot: all(`"members":`, `"latest_report":`)},
		)
	})
}

func TestBatchOfItems(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const path = "POST /plans/draft-2027/items/batch"
		rows := func(n int) string {
			texts := make([]string, n)
			for i := range texts {
				texts[i] = fmt.Sprintf(`{"title":"Row %d","objective":2,"leads":["aland"]}`, i)
			}
			return `{"items":[` + strings.Join(texts, ",") + `]}`
		}
		before := w.auditHead()
		w.play(
			scenario{as: "sec", req: path, body: rows(1001), want: 422, has: all(`"/items"`, "from 1 to 1000")},
			scenario{as: "sec", req: path, body: `{"items":[]}`, want: 422, has: all(`"/items"`)},
			scenario{as: "sec", req: path, body: `{}`, want: 422, has: all(`"/items"`)},
			scenario{as: "sec", req: path, body: `{"items":[{"title":"Good"},{"title":"","leads":["mars"]},{"title":"G","ref":"2.1"},{"titel":"x"}]}`, want: 422, has: all(`"/items/3/titel"`)},
			scenario{as: "sec", req: path, body: `{"items":[{"title":"Good"},{"title":"","leads":["mars"]},{"title":"G","ref":"2.1"},{"title":"H","ref":"5"},{"title":"I","ref":"5"}]}`, want: 422,
				has: all(`"/items/1/title"`, `"/items/1/leads/0"`, `"/items/2/ref"`, `"/items/4/ref"`), hasNot: all(`"/items/0`, `"/items/3`)},
			scenario{as: "reader", req: path, body: rows(1), want: 403},
			scenario{as: "stranger", req: path, body: rows(1), want: 404},
			scenario{as: "sec", req: "POST /plans/wg-2024/items/batch", body: rows(1), want: 409, problem: "plan-endorsed"},
			scenario{as: "sec", req: path, body: `{"items":[{"title":"` + strings.Repeat("x", maxBatchBody) + `"}]}`, want: 413, problem: "too-large"},
		)
		if after := w.auditHead(); after != before {
			t.Errorf("refused batches left %d audit entries", after-before)
		}
		w.play(
			scenario{as: "sec", req: path, body: rows(1000), headers: all("Idempotency-Key", "batch-of-1000"), want: 201, has: all(`"plan":"draft-2027"`, `"refs":["2.2","2.3"`, `"2.1001"`), header: all("Location: /api/v1/plans/draft-2027/items")},
			scenario{as: "sec", req: path, body: rows(1000), headers: all("Idempotency-Key", "batch-of-1000"), want: 201, has: all(`"refs":["2.2","2.3"`), header: all("Idempotency-Replayed: true")},
			scenario{as: "reader", req: "GET /plans/draft-2027/items?objective=2&sort=-ref&limit=1&fields=ref", want: 200, has: all(`"2.1001"`)},
		)
		if after := w.auditHead(); after != before+1000 {
			t.Errorf("1,000 items left %d audit entries", after-before)
		}
	})
}
