package api

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/workplan"
)

func TestCompletionReport(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		w.at("2024-02-25")
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusCompleted, CompletedOn: "2024-02", Done: "Delivered", EffectiveOn: "2024-02-25"})
		s.reports("colead", "1.2", workplan.UpdateContent{Status: workplan.StatusInProgress, Done: "Running", Openings: "Hosts are welcome"})
		s.reports("supporter", "2.10", workplan.UpdateContent{Status: workplan.StatusPostponed, Reason: "No venue", PlannedCompletion: "2025"})
		s.reports("chair", "2.1", workplan.UpdateContent{Status: workplan.StatusWithdrawn, Reason: "Overtaken"})
		w.at("2024-03-01")
		const path = "/plans/wg-2024/report"
		var r CompletionReport
		w.get("chair", path, &r)
		if r.Body.Code != "wg" || r.Plan.Code != "wg-2024" || r.AsOf != "2024-03-01" || r.GeneratedBy != "chair" || r.Audience != AudienceChairs || !r.GeneratedAt.Equal(w.now()) {
			t.Errorf("header: %+v %s %s %s %s", r.Body, r.AsOf, r.GeneratedBy, r.Audience, r.GeneratedAt)
		}
		if r.Meeting != nil || r.LastMeeting == nil || r.LastMeeting.Code != "wg-1" || *r.SilentSince != "2024-02-20" || r.Since != nil || r.Annex != nil {
			t.Errorf("meetings: %+v %+v", r.Meeting, r.LastMeeting)
		}
		rate := r.Headline.CompletionRate
		if r.Headline.Items != 5 || r.Headline.OneOff != 4 || r.Headline.Continuing != 1 || rate.Numerator != 1 || rate.Denominator != 3 || rate.Value == nil || rate.Rule != workplan.RateRule {
			t.Errorf("headline: %+v", r.Headline)
		}
		if len(r.ByObjective) != 2 || len(r.ByLead) != 4 || len(r.ByTopic) != 3 || len(r.Completed) != 1 || len(r.Open) != 2 || len(r.Continuing) != 1 || len(r.Postponed) != 1 || len(r.Withdrawn) != 1 {
			t.Errorf("parts: %d objectives, %d leads, %d topics, %d %d %d %d %d", len(r.ByObjective), len(r.ByLead), len(r.ByTopic), len(r.Completed), len(r.Open), len(r.Continuing), len(r.Postponed), len(r.Withdrawn))
		}
		if strings.Join(r.Attention, " ") != "1.3" || !slices.Equal(r.Open[0].Concerns, []Concern{ConcernSilent}) || len(r.Open[1].Concerns) != 0 || len(r.Continuing[0].Concerns) != 0 {
			t.Errorf("attention: %v, %+v, %+v", r.Attention, r.Open, r.Continuing)
		}
		if strings.Join(r.SilentItems, " ") != "1.3" || len(r.SilentLeads) != 0 || len(r.Openings) != 1 || r.Openings[0].Openings != "Hosts are welcome" {
			t.Errorf("silent %v, leads %v, openings %v", r.SilentItems, r.SilentLeads, r.Openings)
		}
		if r.Withdrawn[0].Reason != "Overtaken" || r.Postponed[0].LatestReport == nil || r.Completed[0].Late {
			t.Errorf("lines: %+v %+v", r.Withdrawn[0], r.Postponed[0])
		}
		w.play(
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"items":4`, `"audience":"members"`), hasNot: all(`"ref":"1.3"`)},
			scenario{as: "supporter", req: "GET " + path, want: 200, has: all(`"items":4`)},
			scenario{as: "guest", req: "GET " + path, want: 404},
			scenario{as: "chair", req: "GET /plans/none/report", want: 404},
			scenario{as: "chair", req: "GET " + path + "?since=2024-02-01", want: 200, has: all(`"since":{"since":"2024-02-01"`, `"kind":"completed"`, `"kind":"withdrawn"`, `"kind":"postponed"`, `"was":"planned"`)},
			scenario{as: "chair", req: "GET " + path + "?since=meeting:wg-1&annex=true", want: 200, has: all(`"since":"2024-02-20"`, `"annex":[{"item"`)},
			scenario{as: "chair", req: "GET " + path + "?annex=false", want: 200, hasNot: all(`"annex"`)},
			scenario{as: "chair", req: "GET " + path + "?as_of=meeting:wg-1", want: 200, has: all(`"as_of":"2024-02-20"`, `"meeting":{"code":"wg-1"`, `"planned":4`)},
			scenario{as: "chair", req: "GET " + path + "?as_of=2024-02-26", want: 200, has: all("Running", `"reason":"Overtaken"`)},
			scenario{as: "reader", req: "GET " + path + "?as_of=2024-02-26&annex=true", want: 200, has: all("Running")},
			scenario{as: "chair", req: "GET " + path + "?known_at=2024-02-24T00:00:00Z", want: 404},
			scenario{as: "chair", req: "GET " + path + "?since=2024-03-02", want: 422},
			scenario{as: "chair", req: "GET " + path + "?as_of=2024-02-01&since=2024-02-02", want: 422, has: all(`"?since"`, "out_of_order")},
			scenario{as: "chair", req: "GET " + path + "?since=meeting:wg-x", want: 422, has: all(`"?since"`, "no_date")},
			scenario{as: "chair", req: "GET " + path + "?since=meeting:none", want: 422, has: all(`"?since"`)},
			scenario{as: "chair", req: "GET " + path + "?annex=1&as_of=x&known_at=y&since=z&format=odt", want: 422, has: all(`"?annex"`, `"?as_of"`, `"?known_at"`, `"?since"`, `"?format"`)},
		)
	})
}

func TestANarrowedReport(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const path = "/plans/wg-2024/report"
		w.play(
			scenario{as: "chair", req: "GET " + path + "?audience=members", want: 200, has: all(`"items":4`, `"audience":"members"`), hasNot: all(`"ref":"1.3"`)},
			scenario{as: "chair", req: "GET " + path + "?audience=chairs", want: 200, has: all(`"items":5`, `"audience":"chairs"`)},
			scenario{as: "chair", req: "GET /plans/open-2023/report?audience=public", want: 200, has: all(`"audience":"public"`, `"items":1`)},
			scenario{as: "chair", req: "GET " + path + "?audience=public", want: 422, has: all(`"?audience"`, "wider_than_plan", "for members")},
			scenario{as: "reader", req: "GET " + path + "?audience=chairs", want: 422, has: all(`"?audience"`, "wider_than_yours")},
			scenario{as: "lead", req: "GET " + path + "?audience=members", want: 200, has: all(`"items":4`), hasNot: all(`"ref":"1.3"`)},
			scenario{as: "guest", req: "GET " + path + "?audience=chairs", want: 404},
			scenario{as: "chair", req: "GET " + path + "?audience=everyone", want: 422, has: all(`"?audience"`, "not_allowed")},
			scenario{as: "chair", req: "GET " + path + "?audience=public,members", want: 422, has: all(`"?audience"`, "too_many")},
			scenario{as: "chair", req: "GET " + path + "?lead=aland,vnm", want: 200, has: all(`"items":3`, `"scope":{"leads":["aland","vnm"]`), hasNot: all(`"key":"bland"`)},
			scenario{as: "chair", req: "GET " + path + "?lead=alnd&objective=9&topic=traning", want: 422, has: all(`"?lead"`, "aland, bland, vnm", `"?objective"`, "1, 2", `"?topic"`, "returns, training")},
			scenario{as: "reader", req: "GET " + path + "?objective=2&topic=returns", want: 200, has: all(`"items":1`, `"ref":"2.10"`)},
		)
	})
}

func TestAReportComesInManyForms(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusInProgress, Done: `=HYPERLINK("x") <script>`})
		const path = "/plans/wg-2024/report"
		file := func(ext string) string {
			return `Content-Disposition: attachment; filename=wg-2024-completion-report-chairs-2024-03-01.` + ext
		}
		accept := func(value string) []string { return all("Accept", value) }
		w.play(
			scenario{as: "chair", req: "GET " + path + "?format=csv", want: 200, has: all("plan,ref,objective", `'=HYPERLINK`), header: all("Content-Type: text/csv; charset=utf-8", file("csv"), "Vary: Accept")},
			scenario{as: "chair", req: "GET " + path + ".csv?bom=true", want: 200, has: all("\ufeffplan,ref")},
			scenario{as: "chair", req: "GET " + path + ".md", want: 200, has: all("# Completion report", "| 1.1 |"), hasNot: all("<script>"), header: all("Content-Type: text/markdown; charset=utf-8", file("md"))},
			scenario{as: "chair", req: "GET " + path + ".html", want: 200, has: all("<h1>Completion report</h1>", "&lt;script&gt;"), hasNot: all("<script>"),
				header: all("Content-Type: text/html; charset=utf-8", "Content-Disposition: inline", "Content-Security-Policy: style-src 'sha256-")},
			scenario{as: "chair", req: "GET " + path + ".xlsx?annex=true", want: 200, has: all("PK\x03\x04", "[Content_Types].xml"),
				header: all("Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file("xlsx"))},
			scenario{as: "chair", req: "GET " + path, headers: accept("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), want: 200, has: all("PK\x03\x04")},
			scenario{as: "chair", req: "GET " + path + ".docx", want: 200, has: all("[Content_Types].xml", "word/document.xml"), header: all("Content-Type: "+mediaOf("docx"), file("docx"))},
			scenario{as: "chair", req: "GET " + path, headers: accept(mediaOf("docx")), want: 200, has: all("word/document.xml")},
			scenario{as: "chair", req: "GET " + path + ".json", want: 200, has: all(`"headline"`), header: all("Content-Type: application/json")},
			scenario{as: "chair", req: "GET " + path + ".pdf?annex=true", want: 200, has: all("%PDF-1.", "%%EOF"), header: all("Content-Type: application/pdf", file("pdf"))},
			scenario{as: "chair", req: "GET " + path + ".exe", want: 404, has: all("json, html, docx, pdf, xlsx, md, csv")},
			scenario{as: "reader", req: "GET " + path + ".csv", want: 200, has: all("Item 1.1"), hasNot: all("Item 1.3")},
			scenario{as: "reader", req: "GET " + path + ".html?annex=true", want: 200, has: all("Item 1.1"), hasNot: all("Item 1.3")},
			scenario{as: "guest", req: "GET " + path + ".csv", want: 404},

			scenario{as: "chair", req: "GET " + path, headers: accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), want: 200, has: all("<!DOCTYPE html>")},
			scenario{as: "chair", req: "GET " + path, headers: accept("*/*"), want: 200, has: all(`"headline"`)},
			scenario{as: "chair", req: "GET " + path, headers: accept("text/csv, application/json;q=0.5"), want: 200, has: all("plan,ref")},
			scenario{as: "chair", req: "GET " + path, headers: accept("text/*;q=0.3, text/html;q=0, application/json;q=0.1"), want: 200, has: all("# Completion report")},
			scenario{as: "chair", req: "GET " + path + "?format=json", headers: accept("text/html"), want: 200, has: all(`"headline"`)},
			scenario{as: "chair", req: "GET " + path, headers: accept("image/png"), want: 406, problem: "not-acceptable", has: all("json, html, docx, pdf, xlsx, md, csv")},
			scenario{as: "chair", req: "GET " + path + "?format=odt", want: 422, has: all(`"?format"`, "not_allowed")},
			scenario{as: "chair", req: "GET " + path + ".html?bom=true", want: 422, has: all(`"?bom"`)},
		)
		etag := w.etag("chair", path+".csv")
		w.play(scenario{as: "chair", req: "GET " + path + ".csv", headers: all("If-None-Match", etag), want: 304})
	})
}

func TestAReportComesInALanguage(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusCompleted, CompletedOn: "2024-02", Done: "Delivered to all members."})
		const path, statement = "/plans/wg-2024/report", "/plans/wg-2024/report/statement"
		w.play(
			scenario{as: "chair", req: "GET " + path + ".md?language=id", want: 200, has: all("# Laporan penyelesaian", "Februari 2024", "Delivered to all members."), hasNot: all("Completion report"),
				header: all("Content-Disposition: attachment; filename=wg-2024-completion-report-chairs-2024-03-01-id.md")},
			scenario{as: "chair", req: "GET " + path + ".md", want: 200, has: all("# Completion report"), header: all("Content-Disposition: attachment; filename=wg-2024-completion-report-chairs-2024-03-01.md")},
			scenario{as: "chair", req: "GET " + path + ".md?language=en", want: 200, has: all("# Completion report")},
			scenario{as: "chair", req: "GET " + path + "?language=id&format=html", want: 200, has: all(`<html lang="id">`)},
			scenario{as: "chair", req: "GET " + path + "?language=id", want: 200, has: all(`"status":"completed"`)},
			scenario{as: "chair", req: "GET " + path + ".csv?language=id", want: 200, has: all("plan,ref,objective"), header: all("Content-Disposition: attachment; filename=wg-2024-completion-report-chairs-2024-03-01.csv")},
			scenario{as: "chair", req: "GET " + path + ".md?language=fr", want: 422, has: all(`"?language"`, "not_allowed", "allowed are en, id")},
			scenario{as: "chair", req: "GET " + path + ".md?language=en,id", want: 422, has: all(`"?language"`, "too_many")},
			scenario{as: "chair", req: "GET " + statement + "?language=id", want: 200, has: all("Åland menyelesaikan “Item 1.1” (butir 1.1) pada Februari 2024 dan melaporkan: “Delivered to all members.”")},
			scenario{as: "chair", req: "GET " + statement + "?language=id&format=md", want: 200, has: all("# Kemajuan dalam Plan wg-2024"),
				header: all("Content-Disposition: attachment; filename=wg-2024-statement-chairs-2024-03-01-id.md")},
			scenario{as: "chair", req: "GET " + statement + "?language=xx", want: 422, has: all(`"?language"`)},
			scenario{as: "chair", req: "GET /portfolio?language=id", want: 422, has: all(`"?language"`)},
		)
	})
}

func TestAReportThatAPDFCannotShowIsRefusedByTheNameOfTheScript(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusInProgress, Done: "การฝึกอบรม", Openings: "تدريب"})
		const path = "/plans/wg-2024/report"
		w.play(
			scenario{as: "chair", req: "GET " + path + ".pdf?strict=true", want: 422, problem: "script-not-in-pdf", has: all("Thai, Arabic", "Open items, One-off items open on 1 March 2024, row 1.1", "format=html", "format=docx")},
			scenario{as: "chair", req: "GET " + path + "?strict=true", headers: all("Accept", "application/pdf"), want: 422, problem: "script-not-in-pdf"},
			scenario{as: "chair", req: "GET " + path + ".pdf", want: 200, has: all("%PDF-1.")},
			scenario{as: "chair", req: "GET " + path, headers: all("Accept", "application/pdf"), want: 200, has: all("%PDF-1.")},
			scenario{as: "chair", req: "GET " + path + ".docx?strict=true", want: 422, has: all(`"?strict"`, "not_allowed")},
			scenario{as: "chair", req: "GET " + path + ".html", want: 200, has: all("การฝึกอบรม")},
			scenario{as: "chair", req: "GET " + path + ".pdf?objective=2&strict=true", want: 200, has: all("%PDF-1.")},
		)
	})
}

func TestStatement(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		const path = "/plans/wg-2024/report/statement"
		w.play(scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"sentences":[]`, `"after":"2024-02-20"`, `"as_of":"2024-03-01"`)},
			scenario{as: "reader", req: "GET " + path + "?format=md", want: 200, has: all("Nothing was reported on the Plan wg-2024 in this period.")})
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusCompleted, CompletedOn: "2024-02", Done: "Delivered to all members. More to say."})
		s.reports("colead", "1.2", workplan.UpdateContent{Kind: workplan.UpdateNilReturn})
		s.reports("colead", "1.3", workplan.UpdateContent{Done: "Quietly.", Openings: "For the chairs."})
		w.play(
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"part":"reporting"`, "Åland reported on the Plan wg-2024.", "Bland advised that it had nothing to report.",
				"Åland completed “Item 1.1” (item 1.1) in February 2024 and reported: “Delivered to all members.”", `"updates":["wg-2024/1.1/1"]`), hasNot: all("More to say", "Quietly", "1.3", "For the chairs")},
			scenario{as: "chair", req: "GET " + path, want: 200, has: all("For the chairs", "Åland and Bland reported")},
			scenario{as: "chair", req: "GET " + path + "?audience=members", want: 200, hasNot: all("For the chairs")},
			scenario{as: "chair", req: "GET " + path + "?lead=aland", want: 200, has: all("Åland completed"), hasNot: all("Bland had nothing", "For the chairs")},
			scenario{as: "chair", req: "GET " + path + "?since=2024-03-01", want: 200, has: all(`"after":"2024-03-01","known_at"`, `"sentences":[]`)},
			scenario{as: "reader", req: "GET " + path, headers: all("Accept", "text/markdown"), want: 200, has: all("# Progress under the Plan wg-2024", "Åland completed"),
				header: all("Content-Type: text/markdown; charset=utf-8", "Content-Disposition: attachment; filename=wg-2024-statement-members-2024-03-01.md")},
			scenario{as: "reader", req: "GET " + path + "?format=docx", want: 200, has: all("word/document.xml"), header: all("Content-Disposition: attachment; filename=wg-2024-statement-members-2024-03-01.docx")},
			scenario{as: "reader", req: "GET " + path, headers: all("Accept", "application/pdf"), want: 406, problem: "not-acceptable"},
			scenario{as: "reader", req: "GET " + path + "?format=csv", want: 422, has: all(`"?format"`)},
			scenario{as: "guest", req: "GET " + path, want: 404},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"protocol_order":["bland","aland"]}`, match: "now", want: 200, has: all(`"protocol_order":["bland","aland"]`)},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"protocol_order":["mars","bland","bland","X"]}`, match: "now", want: 422, has: all(`"/protocol_order/0"`, "unknown", `"/protocol_order/2"`, "duplicate", `"/protocol_order/3"`)},
		)
		etag := w.etag("reader", path)
		w.play(scenario{as: "reader", req: "GET " + path, headers: all("If-None-Match", etag), want: 304})
	})
}

func TestTheAnnexTellsOfCorrectionsAndWhatIsOverdue(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusInProgress, Done: "Begun"})
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusInProgress, Done: "Begun in May", Corrects: 1, CorrectionReason: "Month"})
		var r CompletionReport
		w.get("chair", "/plans/wg-2024/report?annex=true", &r)
		sheet := r.Annex[0]
		if len(r.Annex) != 5 || sheet.Item.Ref != "1.1" || sheet.Item.OverdueDays != 1 || len(sheet.Updates) != 2 || sheet.Item.LatestReport == nil {
			t.Fatalf("the sheet of 1.1: %+v", sheet)
		}
		if by := sheet.Updates[0].CorrectedBy; by == nil || *by != 2 {
			t.Errorf("update 1 is corrected by %v, want 2", by)
		}
		if !r.Annex[2].Item.Silent {
			t.Errorf("the sheet of a silent item does not say so: %+v", r.Annex[2].Item)
		}
	})
}

func TestAReportIsKeptUntilSomethingChanges(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const path = "/plans/wg-2024/report"
		first := w.send("lead", "GET", path, "")
		w.later(time.Minute)
		same := w.send("lead", "GET", path, "")
		if first.text != same.text || first.Header.Get("ETag") != same.Header.Get("ETag") {
			t.Errorf("an unchanged report was made again")
		}
		w.play(scenario{as: "lead", req: "GET " + path, headers: all("If-None-Match", first.Header.Get("ETag")), want: 304})
		for what, change := range map[string]scenario{
			"an update":    {as: "lead", req: "POST /plans/wg-2024/items/1.1/updates", body: `{"status":"in_progress","done":"Begun"}`, want: 201},
			"a member":     {as: "chair", req: "PATCH /members/aland", body: `{"name":"Republic of Åland"}`, match: "now", want: 200},
			"a meeting":    {as: "chair", req: "PATCH /meetings/wg-1", body: `{"place":"Bangkok"}`, match: "now", want: 200},
			"the body":     {as: "chair", req: "PATCH /bodies/wg", body: `{"short_name":"WG"}`, match: "now", want: 200},
			"another lead": {as: "colead", req: "POST /plans/wg-2024/items/1.2/updates", body: `{"kind":"nil_return"}`, want: 201},
		} {
			before := w.send("lead", "GET", path+"?as_of=2024-03-01", "")
			w.play(change)
			after := w.send("lead", "GET", path+"?as_of=2024-03-01", "")
			if before.Header.Get("ETag") == after.Header.Get("ETag") {
				t.Errorf("%s does not renew the report", what)
			}
		}
		// What one reader was shown is never shown to another.
		w.play(
			scenario{as: "chair", req: "GET " + path, want: 200, has: all(`"ref":"1.3"`, `"generated_by":"chair"`)},
			scenario{as: "sec", req: "GET " + path, want: 200, has: all(`"ref":"1.3"`, `"generated_by":"sec"`)},
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"generated_by":"reader"`), hasNot: all(`"ref":"1.3"`)},
			scenario{as: "chair", req: "POST /users/reader/bindings", body: `{"role":"secretariat","body":"wg"}`, want: 201},
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"ref":"1.3"`)},
			scenario{as: "chair", req: "DELETE /users/reader/bindings/2", want: 204},
			scenario{as: "reader", req: "GET " + path, want: 200, hasNot: all(`"ref":"1.3"`)},
		)
		w.tokens["no reading"] = w.token("chair", 0, workplan.ScopeAudit)
		w.play(scenario{as: "no reading", req: "GET " + path, want: 403, problem: "missing-scope"})
		w.at("2024-03-02")
		w.play(scenario{as: "lead", req: "GET " + path, want: 200, has: all(`"as_of":"2024-03-02"`)})
	})
}

func TestAPlanInTimeIsThePlanOfThen(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		w.at("2024-04-01")
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusInProgress, Done: "Begun", EffectiveOn: "2024-02-01"})
		then := "known_at=2024-03-15T00:00:00Z"
		before := w.send("reader", "GET", "/plans/wg-2024/items?"+then+"&as_of=2024-02-15", "")
		w.play(
			scenario{as: "reader", req: "GET /plans/wg-2024/items/1.1?as_of=2024-02-15", want: 200, has: all(`"status":"in_progress"`, `"as_of":"2024-02-15"`, `"overdue":false`)},
			scenario{as: "reader", req: "GET /plans/wg-2024/items/1.1?as_of=2024-02-15&" + then, want: 200, has: all(`"status":"planned"`, `"known_at":"2024-03-15T00:00:00Z"`)},
			scenario{as: "reader", req: "GET /plans/wg-2024?as_of=2024-01-14", want: 200, has: all(`"status":"draft"`, `"endorsed_on":null`)},
			scenario{as: "reader", req: "GET /plans?as_of=2024-01-14&status=draft", want: 200, has: all(`"wg-2024"`)},
			scenario{as: "reader", req: "GET /plans/wg-2024?known_at=2024-02-01T00:00:00Z", want: 404},
			scenario{as: "reader", req: "GET /plans/wg-2024/objectives?known_at=2024-02-01T00:00:00Z", want: 404},
			scenario{as: "reader", req: "GET /plans/wg-2024/objectives/1?as_of=2024-01-20", want: 200},
			scenario{as: "reader", req: "GET /plans/wg-2024?as_of=2024-04-02", want: 422, has: all("in_future")},
			scenario{as: "reader", req: "GET /plans/wg-2024?known_at=2024-04-01T09:00:01Z", want: 422, has: all("in_future")},
			scenario{as: "reader", req: "GET /plans/wg-2024?known_at=2024-04-01T16:00:00%2B07:00", want: 200},
			scenario{as: "reader", req: "GET /plans/wg-2024?as_of=meeting:wg-2", want: 422},
			scenario{as: "reader", req: "GET /plans/wg-2024?as_of=meeting:", want: 422},
		)
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusCompleted, CompletedOn: "2024-02-02", Done: "Done", EffectiveOn: "2024-02-02"})
		after := w.send("reader", "GET", "/plans/wg-2024/items?"+then+"&as_of=2024-02-15", "")
		if before.text != after.text {
			t.Errorf("a later write changed what was known before:\n%s\n%s", before.text, after.text)
		}
	})
}
