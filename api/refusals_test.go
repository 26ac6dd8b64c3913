package api

import (
	"fmt"
	"strings"
	"testing"
)

// asks sends requests, each "METHOD /path" with or without a body behind it, that are answered with one status, whatever the version of what they change.
func (w *world) asks(as string, want int, requests ...string) {
	w.Helper()
	var tags []string
	for v := range 60 {
		tags = append(tags, fmt.Sprintf(`"%d-0000000000000000"`, v+1))
	}
	for _, r := range requests {
		line, body, _ := strings.Cut(r, " {")
		if body != "" {
			body = "{" + body
		}
		s := scenario{as: as, req: line, body: body, want: want}
		if !strings.HasPrefix(line, "GET") {
			s.headers = all("If-Match", strings.Join(tags, ", "))
		}
		w.play(s)
	}
}

// TestTheLifeOfAPlanIsRefusedAsDescribed asks for what is refused in the life of a plan and of a meeting's record: by whom it may not be done (403),
// where there is nothing (404), and when it is too late or too early (409).
func TestTheLifeOfAPlanIsRefusedAsDescribed(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).record("wg-1")
		w.outputs()
		w.created("sec", "/rounds", `{"body":"wg","opens":"2024-02-01","due":"2024-12-01","closes":"2024-12-31","plans":["wg-2024"]}`)
		ask := w.asks
		const met, plan, item = "/meetings/wg-1", "/plans/wg-2024", "/plans/wg-2024/items/1.1"
		entries := []string{`/sessions {"title":"S"}`, `/agenda {"title":"A"}`, `/attendance {"attendants":[{"member":"bland"}]}`, `/decisions {"text":"D"}`}
		for _, e := range entries {
			ask("reader", 403, "POST "+met+e)
			ask("chair", 404, "POST /meetings/none"+e)
		}
		edits := []string{`/sessions/1 {"note":"n"}`, `/agenda/1 {"note":"n"}`, `/attendance/1 {"note":"n"}`, `/decisions/1 {"source":"s"}`}
		for _, e := range edits {
			path, _, _ := strings.Cut(e, " ")
			ask("reader", 403, "PATCH "+met+e, "DELETE "+met+path)
			ask("chair", 200, "PATCH "+met+e)
		}
		ask("chair", 404, "POST /meetings/none/adopt {}", `POST /meetings/none/corrigenda {"reason":"r","corrections":{"place":"x"}}`, "GET /meetings/none/agenda", "GET /meetings/none/sessions",
			"GET /meetings/none/attendance", "GET /meetings/none/decisions", "GET /meetings/none/corrigenda")
		ask("chair", 204, "DELETE "+met+"/decisions/1", "DELETE "+met+"/attendance/1", "DELETE "+met+"/agenda/1", "DELETE "+met+"/sessions/1")
		for _, e := range entries {
			ask("chair", 201, "POST "+met+e)
		}
		ask("chair", 200, "POST "+met+"/adopt {}")
		ask("chair", 409, "POST "+met+"/adopt {}")
		for n, e := range entries {
			path, _, _ := strings.Cut(e, " ")
			number := []string{"/2", "/2", "/2", "/3"}[n]
			ask("chair", 409, "POST "+met+e, "PATCH "+met+path+number+` {"`+[]string{"note", "note", "note", "source"}[n]+`":"again"}`, "DELETE "+met+path+number)
		}
		amendment, dispositions := ` {"reason":"r","plan":{"set":{"notes":"x"}}}`, ` {"dispositions":[{"ref":"1.1","disposition":"withdraw","reason":"r"}],"partial":true}`
		for _, e := range []string{"/amendments" + amendment, "/amendments/preview" + amendment, "/carry-over" + dispositions, "/carry-over/preview" + dispositions, "/close {}", `/reopen {"reason":"r"}`} {
			ask("lead", 403, "POST "+plan+e)
			ask("chair", 404, "POST /plans/none"+e)
		}
		ask("chair", 409, "POST /plans/draft-2027/amendments"+amendment, "POST /plans/draft-2027/amendments/preview"+amendment)
		ask("chair", 404, "GET /plans/none/amendments", "GET /plans/none/revisions", "GET /plans/none/items/1/history", "GET /plans/none/items/1/deliverables", "GET /plans/none/items/1/openings")
		ask("reader", 403, "PATCH "+item+`/deliverables/1 {"description":"d"}`, "PATCH "+item+`/openings/1 {"until":"2027"}`, "POST "+item+`/openings/1/close {"closed_as":"filled"}`,
			"POST "+item+`/deliverables/1/stages {"stage":"launched","reached_on":"2024-02"}`, "POST /rounds/1/cancel {\"reason\":\"r\"}", "POST /rounds/1/close {\"reason\":\"r\"}", "POST /rounds/1/remind {}")
		ask("lead", 404, `POST /plans/none/items/1/openings {"kind":"host","sought":"A host."}`)
		ask("lead", 403, "POST "+item+`/openings/1/offers/bland/1/take-back {"note":"n"}`)
		ask("sec", 200, `POST /rounds/1/cancel {"reason":"r"}`)
		ask("sec", 409, `POST /rounds/1/cancel {"reason":"r"}`)
		w.play(scenario{as: "chair", req: "POST " + plan + "/carry-over", body: w.allOf("wg-2024", "draft-2027"), want: 200})
		ask("lead", 409, "POST "+item+`/openings {"kind":"host","sought":"A host."}`)
		ask("chair", 200, "POST "+plan+"/close {}")
		ask("lead", 409, "PATCH "+item+`/deliverables/1 {"description":"d"}`, "DELETE "+item+"/deliverables/1", "PATCH "+item+`/openings/1 {"until":"2027"}`)
	})
}

// TestProposalsAreRefusedAsDescribed asks for what is refused of proposals and their windows: by whom it may not be done, and when it is too late.
func TestProposalsAreRefusedAsDescribed(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).proposed()
		const reason = ` {"reason":"r"}`
		w.asks("lead", 403, `POST /proposals/1/accept {"plan":"draft-2027","reason":"r"}`, "POST /proposals/1/decline"+reason, "POST /proposals/1/defer"+reason, `POST /proposals/1/merge {"into_proposal":2,"reason":"r"}`,
			`POST /proposals/1/move {"window":2,"reason":"r"}`, "POST /proposals/1/withdraw"+reason, `PATCH /proposals/1 {"need":"n"}`, `PATCH /bodies/wg/proposal-windows/1 {"note":"n"}`)
		w.asks("reader", 403, "POST /proposals/1/support {}", "POST /proposals/1/support/withdraw {}")
		w.asks("chair", 404, `POST /bodies/none/proposal-windows {"opens":"2025-01-01","closes":"2025-02-01","title":"t","open_to":"members"}`)
		w.asks("chair", 409, `PATCH /bodies/wg/proposal-windows/2 {"opens":"2024-05-01"}`)
		w.asks("colead", 200, "POST /proposals/1/support {}")
		w.asks("colead", 409, "POST /proposals/1/support {}")
		w.asks("colead", 200, "POST /proposals/1/support/withdraw {}")
		w.asks("chair", 409, "POST /proposals/1/reopen"+reason)
		w.asks("chair", 200, "POST /proposals/1/decline"+reason)
		w.asks("chair", 409, `POST /proposals/1/accept {"plan":"draft-2027","reason":"r"}`, "POST /proposals/1/decline"+reason, "POST /proposals/1/defer"+reason, `POST /proposals/1/merge {"into_proposal":2,"reason":"r"}`,
			`POST /proposals/1/move {"window":2,"reason":"r"}`, "POST /proposals/1/withdraw"+reason)
	})
}
