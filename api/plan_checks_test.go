package api

import (
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

func TestThePlanCheck(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		path := "/plans/wg-2024/check"
		var check PlanCheck
		w.get("chair", path, &check)
		// 1.1 is overdue since the first of March; 2.1 has no lead, 1.2 and 2.10 no due date or none needed; no output is recorded anywhere.
		if want := (SeverityCounts{Warning: 2, Advice: 6}); check.BySeverity != want || check.Standing != 8 || check.Audience != AudienceChairs || len(check.Unchecked) > 0 {
			t.Errorf("the chair is told %+v, of unchecked rules %v", check, check.Unchecked)
		}
		w.created("sec", "/plans/wg-2024/waivers", `{"rule":"no-lead","subject":"item 2.1","reason":"The lead is being chosen."}`)
		w.created("sec", "/plans/wg-2024/waivers", `{"rule":"no-period","subject":"plan","reason":"Long ago."}`)
		w.play(
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"quiet_days":180,"standing":6,"waived":1,"by_severity":{"error":0,"warning":1,"advice":5}`,
				`"reason":"The lead is being chosen."`, `"made_by":"sec"`, `"idle_waivers":[{"rule":"no-period","subject":"plan","number":2`, `"unchecked":[{"rule":"successor-missing"`),
				hasNot: all(`"1.3"`)},
			scenario{as: "colead", req: "GET " + path, want: 200, has: all(`"ref":"1.3"`)},
			scenario{as: "chair", req: "GET " + path + "?waived=true", want: 200, has: all(`"standing":7,"waived":1`, `"rule":"no-lead","severity":"warning","subject":"item 2.1"`), hasNot: all(`"waiver":null`)},
			scenario{as: "chair", req: "GET " + path + "?waived=false&severity=warning", want: 200, has: all(`"standing":1,"waived":1`, `"overdue-without-new-date"`), hasNot: all(`"The lead is being`, "advice\",\"subject")},
			scenario{as: "chair", req: "GET " + path + "?rule=no-lead,no-due-date", want: 200, has: all(`"by_rule":[{"rule":"no-lead","severity":"warning","standing":0,"waived":1},{"rule":"no-due-date"`)},
			scenario{as: "chair", req: "GET " + path + "?quiet_days=40", want: 200, has: all(`"quiet_days":40`, "no-report", "the plan was endorsed 15 January 2024, at least 46 days ago")},
			scenario{as: "chair", req: "GET " + path + "?as_of=2024-02-29", want: 200, has: all(`"as_of":"2024-02-29"`, `"waived":0`), hasNot: all("overdue")},
			scenario{as: "chair", req: "GET " + path + "?rule=no-leads&severity=bad&waived=2&quiet_days=0&x=1", want: 422, has: all("?rule", "?severity", "?waived", "?quiet_days", "?x")},
			scenario{as: "nobody", req: "GET " + path, want: 404},
			scenario{as: "reader", req: "GET /check-rules", want: 200, has: all(`"id":"completed-without-evidence"`, `"id":"endorsement-undated"`, `"do":"`, `"gap":true`)},
			scenario{as: "reader", req: "GET /check-rules?x=1", want: 422},
		)
	})
}

func TestACheckChangesItsETagWithAWaiver(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		path := "/plans/wg-2024/check"
		tag := w.etag("reader", path)
		w.play(scenario{as: "reader", req: "GET " + path, headers: all("If-None-Match", tag), want: 304})
		w.created("sec", "/plans/wg-2024/waivers", `{"rule":"no-lead","subject":"item 1.3","reason":"For the chairs only."}`)
		w.play(scenario{as: "reader", req: "GET " + path, headers: all("If-None-Match", tag), want: 304})
		w.created("sec", "/plans/wg-2024/waivers", `{"rule":"no-lead","subject":"item 2.1","reason":"For all."}`)
		w.play(scenario{as: "reader", req: "GET " + path, headers: all("If-None-Match", tag), want: 200, has: all("For all."), hasNot: all("For the chairs only.")},
			scenario{as: "chair", req: "GET " + path, want: 200, has: all("For the chairs only.")})
	})
}

func TestTheCheckIsAnAnnexOfTheReport(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.created("sec", "/plans/wg-2024/waivers", `{"rule":"no-lead","subject":"item 2.1","reason":"The lead is being chosen."}`)
		path := "GET /plans/wg-2024/report"
		w.play(
			scenario{as: "chair", req: path, want: 200, hasNot: all(`"check":`)},
			scenario{as: "chair", req: path + "?check=true", want: 200, has: all(`"check":{"plan":"wg-2024"`, `"standing":7,"waived":1`, "The lead is being chosen.")},
			scenario{as: "chair", req: path + ".md?check=true", want: 200, has: all("## Annex: plan check", "The lead is being chosen.")},
			scenario{as: "chair", req: path + ".md", want: 200, hasNot: all("plan check")},
			scenario{as: "chair", req: path + ".csv?check=true", want: 200},
			scenario{as: "reader", req: path + ".html?check=true&audience=members", want: 200, has: all("Annex: plan check", "Item 2.1"), hasNot: all("Item 1.3")},
			scenario{as: "chair", req: path + ".html?check=true&audience=public", want: 422},
			scenario{as: "chair", req: path + "/statement?check=true", want: 422},
		)
	})
}

// TestWhatStandsInABodyIsNotForThePublic: the register is not for anonymous readers, so a public check does not tell of it either.
func TestWhatStandsInABodyIsNotForThePublic(t *testing.T) {
	eachPublicWorld(t, func(w *world) {
		s := theGroup(w)
		s.plan("open-2024", "wg", workplan.AudiencePublic).item("1.1", ledBy("oland")).endorsed("2024-01")
		w.play(
			scenario{as: "reader", req: "GET /plans/open-2024/check", want: 200, has: all("Oland was an observer in the body")},
			scenario{req: "GET /plans/open-2024/check", want: 200, has: all(`"rule":"lead-not-member","why":"Who stands in the body is not told to this audience."`), hasNot: all("observer")},
			scenario{as: "reader", req: "GET /plans/open-2024/report?check=true&audience=public", want: 200, has: all(`"check":{`), hasNot: all("observer")},
			scenario{req: "GET /check-rules", want: 200},
			scenario{req: "GET /plans/open-2024/waivers", want: 200},
		)
	})
}

func TestARuleThatIsPublishedIsTheRuleThatIsApplied(t *testing.T) {
	t.Parallel()
	for _, r := range workplan.CheckRules {
		if dto := checkRuleDTO(r); dto.ID != r.ID || !strings.HasSuffix(dto.Do, ".") || !strings.HasSuffix(dto.Why, ".") {
			t.Errorf("%+v", dto)
		}
	}
}
