package api

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/workplan"
)

func TestOpenItemsAreCarriedOverAndThePlanIsClosed(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const plan = "/plans/wg-2024"
		w.play(
			scenario{as: "sec", req: "GET " + plan + "/carry-over", want: 200, has: all(`"status":"endorsed"`, `"closing":{"possible":false,"reason":"Plan wg-2024 cannot be closed while items are open:`,
				`"suggestion":{"disposition":"carry","into":{"plan":"draft-2027","item":null`, `"next_statuses":["`, `"targets":[{"plan":"draft-2027"`)},
			scenario{as: "lead", req: "GET " + plan + "/carry-over", want: 403},
			scenario{as: "stranger", req: "GET " + plan + "/carry-over", want: 404},
			scenario{req: "GET " + plan + "/carry-over", want: 401},
			scenario{as: "sec", req: "GET " + plan + "/carry-over?as_of=2024-01-01", want: 422, has: all("?as_of")},
			scenario{as: "chair", req: "POST " + plan + "/close", body: `{}`, match: "now", want: 409, problem: "plan-has-open-items", has: all(`"pointer":"/items/1.1"`, `"code":"planned"`, "carry it over into a later plan")},
			scenario{as: "chair", req: "POST " + plan + "/close", body: `{}`, want: 428},
			scenario{as: "chair", req: "POST " + plan + "/close", body: `{"on":"2024-03-01"}`, match: "now", want: 422, has: all(`"/on"`)},
			scenario{as: "chair", req: "POST " + plan + "/carry-over", body: `{"dispositions":[{"ref":"1.1","disposition":"carry","into":[{"plan":"draft-2027"}]}]}`, want: 409, problem: "items-left-out", has: all(`"left_out"`)},
			scenario{as: "chair", req: "POST " + plan + "/carry-over", body: `{"dispositions":[{"ref":"1.1","disposition":"keep","into":[{"plan":"wg-2024","colour":1}]}],"partially":true}`, want: 422,
				has: all(`"/dispositions/0/into/0/colour"`, `"/partially"`)},
			scenario{as: "sec", req: "POST " + plan + "/carry-over", body: w.allOf("wg-2024", "draft-2027"), want: 403},
			scenario{as: "sec", req: "POST " + plan + "/carry-over/preview", body: w.allOf("wg-2024", "draft-2027"), want: 200, has: all(`"possible":true`, `"errors":[]`, `"new":true`, `"open":[]`)},
			scenario{as: "sec", req: "POST " + plan + "/carry-over/preview", body: w.allOf("wg-2024", "no-plan"), want: 200, has: all(`"possible":false`, `"pointer":"/dispositions/0/into/0/plan"`)},
			scenario{as: "sec", req: "POST " + plan + "/carry-over/preview", body: w.allOf("wg-2024", "open-2023"), want: 200, has: all(`"possible":true`, `"plan":"open-2023"`)},
			scenario{as: "chair", req: "POST " + plan + "/carry-over", body: w.allOf("wg-2024", "draft-2027"), headers: all("Idempotency-Key", "carry-2024"), want: 200, has: all(`"status":"carried_over"`, `"already":false`, `"plan":"draft-2027"`)},
			scenario{as: "chair", req: "POST " + plan + "/carry-over", body: w.allOf("wg-2024", "draft-2027"), headers: all("Idempotency-Key", "carry-2024"), want: 200, header: all("Idempotency-Replayed: true"), has: all(`"already":false`)},
			scenario{as: "chair", req: "POST " + plan + "/carry-over", body: w.allOf("wg-2024", "draft-2027"), want: 200, has: all(`"already":true`), hasNot: all(`"already":false`)},
			scenario{as: "chair", req: "POST " + plan + "/carry-over", body: `{"dispositions":[{"ref":"1.1","disposition":"withdraw","reason":"x"}]}`, want: 409, problem: "item-not-open", has: all("was carried over into draft-2027/")},
			scenario{as: "reader", req: "GET " + plan + "/items/1.1/updates?kind=carry_over", want: 200, has: all(`"successors":["draft-2027/`, `"reason":"As agreed."`)},
			scenario{as: "chair", req: "POST " + plan + "/close", body: `{"meeting":"wg-1","note":"Done."}`, match: "now", want: 200, has: all(`"status":"closed"`, `"closed_on":"2024-03-01"`, `"closed_meeting":"wg-1"`, `"closing_note":"Done."`)},
			scenario{as: "sec", req: "POST " + plan + "/waivers", body: `{"rule":"no-period","subject":"plan","reason":"x"}`, want: 409, problem: "plan-closed"},
			scenario{as: "chair", req: "POST " + plan + "/reopen", body: `{}`, match: "now", want: 422, has: all(`"/reason"`)},
			scenario{as: "chair", req: "POST " + plan + "/reopen", body: `{"reason":"A report had been forgotten."}`, match: "now", want: 200, has: all(`"status":"endorsed"`, `"closed_on":null`, `"reopened_on":"2024-03-01"`, `"reopening_reason":"A report had been forgotten."`)},
			scenario{as: "chair", req: "POST " + plan + "/reopen", body: `{"reason":"Again"}`, match: "now", want: 409, problem: "plan-not-closed"},
		)
	})
}

// allOf is a body that carries all open items of a plan into another.
func (w *world) allOf(plan, into string) string {
	w.Helper()
	var page Page[Item]
	w.get("chair", "/plans/"+plan+"/items?limit=200&status=planned,in_progress,postponed", &page)
	var rows []string
	for _, i := range page.Data {
		rows = append(rows, fmt.Sprintf(`{"ref":%q,"disposition":"carry","into":[{"plan":%q}]}`, i.Ref, into))
	}
	return `{"reason":"As agreed.","dispositions":[` + strings.Join(rows, ",") + `]}`
}

// The same reader gets the same bytes in every form, whatever happens after the closing.
func TestTheReportOfAClosedPlanKeepsItsBytes(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.play(
			scenario{as: "chair", req: "POST /plans/wg-2024/carry-over", body: w.allOf("wg-2024", "draft-2027"), want: 200},
			scenario{as: "chair", req: "POST /plans/wg-2024/close", body: `{}`, match: "now", want: 200})
		asked := map[string][]string{"reader": all("json?", "json?as_of=2024-03-01", "pdf?"), "lead": all("json?", "csv?"), "chair": all("statement?", "json?as_of=2024-03-01", "md?annex=true&check=true&since=2024-02-01")}
		for _, form := range formNames() {
			asked["chair"] = append(asked["chair"], form+"?")
		}
		read := func(who, ask string) string {
			form, query, _ := strings.Cut(ask, "?")
			path := "/plans/wg-2024/report." + form
			if form == "statement" {
				path = "/plans/wg-2024/report/statement"
			}
			a := w.playOne(scenario{as: who, req: "GET " + path + "?" + query, want: 200})
			return fmt.Sprintf("%x", sha256.Sum256([]byte(a.text)))
		}
		before := map[string]string{}
		for who, asks := range asked {
			for _, ask := range asks {
				before[who+" "+ask] = read(who, ask)
			}
		}
		if before["reader json?"] == before["chair json?"] || before["reader json?"] != before["reader json?as_of=2024-03-01"] {
			t.Error("each reader has a report of their own, as of the closing whether or not that is said")
		}
		w.at("2024-04-20T09:00:00Z")
		for _, change := range []scenario{
			{as: "sec", req: "PATCH /members/aland", body: `{"name":"Renamed","short_name":"R"}`, match: "now", want: 200},
			{as: "chair", req: "PATCH /bodies/wg", body: `{"name":"Renamed"}`, match: "now", want: 200},
			{as: "sec", req: "PATCH /meetings/wg-1", body: `{"starts":"2024-01-10","note":"Moved"}`, match: "now", want: 200},
			{as: "sec", req: "POST /meetings", body: `{"code":"wg-77","body":"wg","name":"Late","starts":"2024-02-25"}`, want: 201},
			{as: "chair", req: "PATCH /plans/draft-2027", body: `{"title":"Renamed"}`, match: "now", want: 200},
			{as: "sec", req: "POST /plans/draft-2027/items", body: `{"title":"Also goes on","predecessors":["wg-2024/1.1"]}`, want: 201},
			{as: "chair", req: "POST /plans/draft-2027/endorse", body: `{"endorsed_on":"2024-04"}`, match: "now", want: 200},
			{as: "sec", req: "POST /bodies/wg/memberships", body: `{"member":"vnm","role":"guest","from":"2023"}`, want: 201},
			{as: "sec", req: "POST /plans/wg-2024/editions", body: `{"audience":"members"}`, want: 201},
		} {
			w.play(change)
			for who, ask := range map[string]string{"reader": "json?", "chair": "md?annex=true&check=true&since=2024-02-01"} {
				if read(who, ask) != before[who+" "+ask] {
					t.Fatalf("after %s, %s has another %s", change.req, who, ask)
				}
			}
		}
		w.clock.Add(int64(time.Hour / time.Microsecond))
		for who, asks := range asked {
			for _, ask := range asks {
				if read(who, ask) != before[who+" "+ask] {
					t.Errorf("%s has another %s", who, ask)
				}
			}
		}
		var now CompletionReport
		w.get("chair", "/plans/wg-2024/report?known_at=2024-04-20T00:00:00Z", &now)
		if now.Settled || now.KnownAt.Year() != 2024 || workplan.Date(now.AsOf) != "2024-04-20" {
			t.Errorf("asked for with a known_at: %v, as of %s", now.Settled, now.AsOf)
		}
	})
}
