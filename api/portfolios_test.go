package api

import (
	"strings"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// follows says of which item an item goes on.
func follows(item string) func(*workplan.ItemContent) {
	return func(i *workplan.ItemContent) { i.Predecessors = workplan.List{item} }
}

// theGroups is theGroup with a further plan of wg, for its members, into which two items went on, and a public plan of the other body.
func theGroups(w *world) *seed {
	w.Helper()
	return theGroup(w).
		plan("next-2025", "wg", workplan.AudienceMembers).item("1.1", ledBy("bland"), follows("open-2023/1.1")).item("1.2", ledBy("aland"), follows("wg-2024/1.1"), due("2024-02")).endorsed("2024-02").
		plan("other-2024", "other", workplan.AudiencePublic).item("1.1", ledBy("aland")).item("1.2", ledBy("oland"), forOnly(workplan.AudienceChairs)).endorsed("2024-01")
}

func TestPortfolio(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroups(w)
		var p Portfolio
		w.get("chair", "/portfolio", &p)
		if p.AsOf != "2024-03-01" || p.GeneratedBy != "chair" || p.Audience != AudienceChairs || !p.GeneratedAt.Equal(w.now()) || p.KnownAt.Before(w.now()) {
			t.Errorf("header: %+v", p)
		}
		var lines []string
		for _, l := range p.Plans {
			lines = append(lines, l.Plan.Code)
		}
		if got := strings.Join(lines, " "); got != "other-2024 draft-2027 next-2025 open-2023 wg-2024" {
			t.Errorf("plans: %s", got)
		}
		if p.Totals.Plans != 4 || p.Totals.Drafts != 1 || p.Totals.Counts.Items != 7 || p.Totals.Open != 7 || p.Totals.Counts.Overdue != 1 || p.Totals.Counts.CompletionRate.Denominator != 6 {
			t.Errorf("totals: %+v", p.Totals)
		}
		if len(p.Bodies) != 2 || p.Bodies[0].Audience != AudiencePublic || p.Bodies[0].Counts.Items != 1 || p.Bodies[1].Audience != AudienceChairs || p.Bodies[1].Counts.Items != 6 || p.Bodies[1].Drafts != 1 {
			t.Errorf("bodies: %+v", p.Bodies)
		}
		if last := p.Plans[4]; last.WentOn != 1 || last.Counts.Items != 5 || last.Counts.Overdue != 1 || *last.SilentSince != "2024-02-20" || last.LastReportedOn != nil {
			t.Errorf("wg-2024: %+v", last)
		}
		if a := p.ByLead[0]; *a.Lead != "aland" || a.Name != "Åland" || a.Counts.Items != 3 || strings.Join(a.Plans, " ") != "other-2024 next-2025 wg-2024" || a.Counts.Overdue != 1 || p.ByLead[len(p.ByLead)-1].Lead != nil {
			t.Errorf("leads: %+v", p.ByLead)
		}
		if p.Carried != 2 || p.MostCarried[1].Ref != "1.2" || p.MostCarried[1].Times != 1 || strings.Join(p.MostCarried[1].Path, " ") != "wg-2024/1.1 next-2025/1.2" || p.MostCarried[1].OverdueDays != 1 {
			t.Errorf("carried: %+v", p.MostCarried)
		}
		const path = "/portfolio"
		w.play(
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"items":6`, `"audience":"members"`), hasNot: all(`"items":7`)},
			scenario{as: "nobody", req: "GET " + path, want: 200, has: all(`"plans":[]`, `"bodies":[]`, `"audience":"public"`)},
			scenario{as: "guest", req: "GET " + path, want: 200, has: all(`"code":"open-2023"`, `"code":"other-2024"`), hasNot: all("wg-2024", "draft-2027", "next-2025")},
			scenario{as: "chair", req: "GET " + path + "?body=other", want: 200, has: all(`"plans":1`, `"scope":{"bodies":["other"],"statuses":[]}`, `"audience":"public"`), hasNot: all("wg-2024")},
			scenario{as: "chair", req: "GET " + path + "?body=wg,other", want: 200, has: all("wg-2024", "other-2024")},
			scenario{as: "chair", req: "GET " + path + "?status=draft", want: 200, has: all("draft-2027", `"drafts":1`, `"totals":{"plans":0`), hasNot: all("wg-2024")},
			scenario{as: "chair", req: "GET " + path + "?audience=public", want: 200, has: all(`"audience":"public"`, "open-2023", "other-2024"), hasNot: all("wg-2024")},
			scenario{as: "chair", req: "GET " + path + "?audience=members&body=wg", want: 200, has: all(`"audience":"members"`, `"items":5`), hasNot: all(`"items":6`, `"audience":"chairs"`)},
			scenario{as: "chair", req: "GET " + path + "?audience=members", want: 200, has: all(`"audience":"members","scope"`, `"name":"Body other","audience":"public"`, `"name":"Body wg","audience":"members"`)},
			scenario{as: "stranger", req: "GET " + path + "?audience=members&body=wg", want: 422, has: all(`"?audience"`, "wider_than_yours", "for public")},
			scenario{as: "nobody", req: "GET " + path + "?audience=members", want: 422, has: all(`"?audience"`, "wider_than_yours")},
			scenario{as: "reader", req: "GET " + path + "?audience=chairs&body=wg", want: 422, has: all(`"?audience"`, "wider_than_yours")},
			scenario{as: "chair", req: "GET " + path + "?as_of=2024-02-01", want: 200, has: all(`"as_of":"2024-02-01"`, `"in_progress":0`)},
			scenario{as: "chair", req: "GET " + path + "?as_of=meeting:wg-1", want: 200, has: all(`"as_of":"2024-02-20"`)},
			scenario{as: "chair", req: "GET " + path + "?known_at=2024-02-24T00:00:00Z", want: 200, has: all(`"plans":[]`)},
			scenario{as: "chair", req: "GET " + path + "?as_of=2024-03-02", want: 422, has: all(`"?as_of"`, "in_future")},
			scenario{as: "chair", req: "GET " + path + "?status=open&audience=all&as_of=x&format=odt&plan=wg-2024", want: 422, has: all(`"?status"`, `"?audience"`, `"?as_of"`, `"?format"`, `"?plan"`)},
		)
	})
}

// A body of which a reader sees nothing is refused in the same words as one that does not exist.
func TestAPortfolioDoesNotTellOfBodiesThatItsReaderDoesNotSee(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroups(w).body("quiet").user("mute").is(workplan.RoleCoChair, "quiet")
		s.plan("quiet-2024", "quiet", workplan.AudienceMembers).item("1.1").endorsed("2024-01")
		for _, who := range []string{"chair", "reader", "lead", "guest", "nobody"} {
			for _, query := range []string{"", "&as_of=2024-02-01", "&audience=public", "&status=endorsed"} {
				hidden, absent := w.send(who, "GET", "/portfolio?body=quiet"+query, ""), w.send(who, "GET", "/portfolio?body=quick"+query, "")
				same := strings.ReplaceAll(hidden.text, "quiet", "quick")
				if hidden.StatusCode != 422 || absent.StatusCode != 422 || withoutInstance(same) != withoutInstance(absent.text) {
					t.Errorf("%s%s: hidden %d %s\nabsent %d %s", who, query, hidden.StatusCode, hidden.text, absent.StatusCode, absent.text)
				}
			}
		}
		w.play(scenario{as: "chair", req: "GET /portfolio?body=quiet", want: 422, has: all(`"?body"`, "unknown", "other, wg")},
			scenario{as: "mute", req: "GET /portfolio?body=quiet", want: 200, has: all("quiet-2024")})
	})
}

// withoutInstance leaves out of a problem what tells requests apart.
func withoutInstance(text string) string {
	before, after, _ := strings.Cut(text, `"instance":"`)
	_, after, _ = strings.Cut(after, `"`)
	return before + after
}

func TestAPortfolioComesInManyForms(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroups(w)
		const path = "/portfolio"
		file := func(name string) string { return "Content-Disposition: attachment; filename=" + name }
		w.play(
			scenario{as: "chair", req: "GET " + path + ".csv", want: 200, has: all("body,plan,title", "wg,wg-2024,Plan wg-2024,endorsed,true", "draft-2027,Plan draft-2027,draft,false"),
				header: all("Content-Type: text/csv; charset=utf-8", file("portfolio-all-chairs-2024-03-01.csv"))},
			scenario{as: "reader", req: "GET " + path + "?format=csv&bom=true&body=wg", want: 200, has: all("\ufeffbody,plan"), header: all(file("portfolio-wg-members-2024-03-01.csv"), "Vary: Accept")},
			scenario{as: "chair", req: "GET " + path + ".md?status=endorsed,closed&body=wg,other", want: 200, has: all("# Portfolio of work plans", "Åland"), header: all(file("portfolio-wg-other-chairs-part-2024-03-01.md"))},
			scenario{as: "chair", req: "GET " + path + ".html", want: 200, has: all("<h1>Portfolio of work plans</h1>", "<svg"), header: all("Content-Disposition: inline", "Content-Security-Policy: style-src 'sha256-")},
			scenario{as: "chair", req: "GET " + path + ".xlsx", want: 200, has: all("PK\x03\x04"), header: all(file("portfolio-all-chairs-2024-03-01.xlsx"))},
			scenario{as: "chair", req: "GET " + path + ".docx", want: 200, has: all("word/document.xml"), header: all(file("portfolio-all-chairs-2024-03-01.docx"))},
			scenario{as: "chair", req: "GET " + path + ".pdf?strict=true", want: 200, has: all("%PDF-1.", "%%EOF"), header: all("Content-Type: application/pdf", file("portfolio-all-chairs-2024-03-01.pdf"))},
			scenario{as: "chair", req: "GET " + path + ".json", want: 200, has: all(`"most_carried"`), header: all("Content-Type: application/json")},
			scenario{as: "chair", req: "GET " + path, headers: all("Accept", "text/html"), want: 200, has: all("<!DOCTYPE html>")},
			scenario{as: "chair", req: "GET " + path, headers: all("Accept", "image/png"), want: 406, problem: "not-acceptable"},
			scenario{as: "chair", req: "GET " + path + ".exe", want: 404, has: all("json, html, docx, pdf, xlsx, md, csv")},
			scenario{as: "chair", req: "GET " + path + ".html?bom=true&strict=true", want: 422, has: all(`"?bom"`, `"?strict"`)},
			scenario{as: "reader", req: "GET " + path + ".html", want: 200, hasNot: all("co-chairs, secretariat")},
		)
		etag := w.etag("chair", path+".csv")
		w.play(scenario{as: "chair", req: "GET " + path + ".csv", headers: all("If-None-Match", etag), want: 304})
	})
}

// Work on what a reader may not see leaves the bytes, the ETag and the moments of a portfolio as they were.
func TestAPortfolioDoesNotTellThatSomethingHiddenWasRecorded(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroups(w)
		s.ofPlan = "wg-2024"
		s.tellsOfNothingHidden("/portfolio", "1.1")
		s.tellsOfNothingHidden("/portfolio.xlsx", "1.2")
	})
}

func TestStrangersHaveFewHeavyPortfoliosMade(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s, Config{AnonymousLimit: 60}, true)
		theGroups(w)
		get := func(day string) string { return "GET /portfolio.pdf?as_of=2024-02-" + day }
		for _, day := range []string{"20", "21", "22", "23", "24", "25"} {
			w.play(scenario{req: get(day), want: 200})
		}
		w.play(
			scenario{req: get("26"), want: 429, problem: "rate-limited", header: all(`RateLimit-Policy: "exports";q=6;w=60`)},
			scenario{req: "GET /plans/open-2023/report.pdf?as_of=2024-02-26", want: 429}, // reports and portfolios share it
			scenario{req: get("20"), want: 200},
			scenario{req: "GET /portfolio?as_of=2024-02-26", want: 200, has: all("open-2023"), hasNot: all("wg-2024", "draft-2027")},
		)
	})
}
