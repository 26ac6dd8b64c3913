package api

import (
	"net/http/httptest"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// theFrame walks every operation, with a body that is JSON where it takes one, and with a version that nothing has.
func (w *world) theFrame(each func(o operation, path, body string, version []string)) {
	w.Helper()
	for _, o := range operations() {
		body := ""
		if o.RequestBody != nil {
			body = "{}"
		}
		var version []string
		if p := o.Parameters.GetByInAndName("header", "If-Match"); p != nil {
			version = all("If-Match", `"999-0000000000000000"`)
		}
		each(o, present(o), body, version)
	}
}

func TestEveryOperationAsksWhoYouAre(t *testing.T) {
	oneWorld(t, func(w *world) {
		theGroup(w)
		before := w.auditHead()
		w.theFrame(func(o operation, path, body string, version []string) {
			w.play(scenario{req: o.method + " " + path, body: body, headers: version, want: 401, problem: "unauthenticated", header: all("WWW-Authenticate: Bearer", "Cache-Control: no-store")})
			a := w.sendRaw(o.method, path, body, append(version, "Authorization", "Bearer fwp_wrong")...)
			if a.StatusCode != 401 || !strings.Contains(a.text, "invalid-token") {
				t.Errorf("%s with a wrong token: %d", o.OperationID, a.StatusCode)
			}
		})
		if after := w.auditHead(); after != before {
			t.Errorf("refusals left %d audit entries", after-before)
		}
	})
}

func TestEveryReadAsksForItsScope(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.tokens["updates only"] = w.token("chair", 0, workplan.ScopeUpdates)
		var page Page[Token]
		w.get("chair", "/me/tokens", &page)
		own := "/me/tokens/" + page.Data[0].ID
		w.theFrame(func(o operation, path, _ string, _ []string) {
			if o.method == "GET" && o.OperationID != "getMe" {
				w.play(scenario{as: "updates only", req: "GET " + strings.Replace(path, "/me/tokens/none", own, 1), want: 403, problem: "missing-scope", header: all(`WWW-Authenticate: error="insufficient_scope"`)})
			}
		})
		w.play(scenario{as: "updates only", req: "GET /me", want: 200}, scenario{as: "updates only", req: "DELETE " + own, want: 403, problem: "missing-scope"})
	})
}

func TestEveryOperationRefusesWhatItCannotRead(t *testing.T) {
	oneWorld(t, func(w *world) {
		theGroup(w)
		before := w.auditHead()
		w.theFrame(func(o operation, path, body string, version []string) {
			req := o.method + " " + path
			w.play(scenario{as: "chair", req: req + "?%zz", body: body, headers: version, want: 400, problem: "malformed"},
				scenario{as: "chair", req: req + "?surely_unknown=1", body: body, headers: version, want: 422, problem: "invalid"})
			if version != nil {
				w.play(scenario{as: "chair", req: req, body: body, match: "no tag", want: 400, problem: "malformed"})
				if o.OperationID != "postStatusUpdate" {
					w.play(scenario{as: "chair", req: req, body: body, want: 428, problem: "precondition-required"})
				}
			}
			if body == "" {
				return
			}
			w.play(
				scenario{as: "chair", req: req, body: `{"a":`, headers: version, want: 400, problem: "malformed"},
				scenario{as: "chair", req: req, body: `[]`, headers: version, want: 400, problem: "malformed"},
				scenario{as: "chair", req: req, body: `{"a":1,"a":1}`, headers: version, want: 400, problem: "malformed", has: all("duplicate_member")},
				scenario{as: "chair", req: req, body: `{} {}`, headers: version, want: 400},
				scenario{as: "chair", req: req, body: "{\"a\":\"\xff\"}", headers: version, want: 400, has: all("UTF-8")},
				scenario{as: "chair", req: req, body: `{"surely_unknown":1}`, headers: version, want: 422, problem: "invalid", has: all(`"/surely_unknown"`)},
				scenario{as: "chair", req: req, body: "a=b", headers: append(all("Content-Type", "application/x-www-form-urlencoded"), version...), want: 415, problem: "unsupported-media-type"},
				scenario{as: "chair", req: req, body: "{}", headers: append(all("Content-Type", "application/json", "Content-Encoding", "gzip"), version...), want: 415},
				scenario{as: "chair", req: req, body: `{"a":"` + strings.Repeat("x", maxBatchBody) + `"}`, headers: version, want: 413, problem: "too-large"},
			)
		})
		if after := w.auditHead(); after != before {
			t.Errorf("refusals left %d audit entries", after-before)
		}
	})
}

func TestANumberThatIsNoneNamesNothing(t *testing.T) {
	oneWorld(t, func(w *world) {
		theGroup(w)
		asked := 0
		w.theFrame(func(o operation, path, body string, version []string) {
			if !strings.Contains(o.path, "{number}") {
				return
			}
			for _, number := range []string{"0", "-1", "01", "+1", "1.0", "x", "99999999999"} {
				asked++
				req := o.method + " " + strings.Replace(o.path, "{number}", number, 1)
				req = strings.NewReplacer("{plan}", "wg-2024", "{ref}", "1.1", "{body}", "wg", "{user}", "reader").Replace(req)
				w.play(scenario{as: "chair", req: req, body: body, headers: version, want: 404, problem: "not-found", has: all("nothing at this address")})
			}
		})
		if asked == 0 {
			t.Error("no operation has a number in its address")
		}
	})
}

func TestAStaleVersionIsRefusedEverywhere(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).proposed()
		w.outputs()
		w.created("sec", "/rounds", `{"body":"wg","opens":"2024-02-01","due":"2024-12-01","closes":"2024-12-31","plans":["wg-2024"]}`)
		w.theFrame(func(o operation, path, body string, version []string) {
			as := map[bool]string{true: "admin", false: "chair"}[strings.HasPrefix(path, "/users")]
			switch o.OperationID {
			case "endorsePlan":
				body, path = `{"note":"n"}`, strings.Replace(path, "wg-2024", "draft-2027", 1)
			case "closePlan":
				body = `{"note":"n"}`
			case "reopenPlan":
				body = `{"reason":"r"}`
			case "acceptProposal", "moveProposal":
				body = map[string]string{"acceptProposal": `{"plan":"draft-2027","reason":"x"}`, "moveProposal": `{"window":1,"reason":"x"}`}[o.OperationID]
			case "mergeProposal", "deferProposal", "declineProposal", "reopenProposal", "withdrawProposal":
				body = `{"reason":"x"}`
			case "postStatusUpdate":
				body, as = `{"done":"x"}`, "lead"
			case "editDeliverable", "removeDeliverable", "editOpening":
				as = "lead"
			case "removeObjective":
				path = "/plans/draft-2027/objectives/1"
				w.play(scenario{as: as, req: "DELETE /plans/draft-2027/items/1.1", match: "now", want: 204})
			default:
				path = strings.Replace(path, "wg-2024", "draft-2027", 1)
			}
			if version != nil && o.OperationID != "removeItem" {
				w.play(scenario{as: as, req: o.method + " " + path, body: body, headers: version, want: 412, problem: "stale"})
			}
		})
	})
}

func TestEveryReadAnswersNotModified(t *testing.T) {
	oneWorld(t, func(w *world) {
		theGroup(w).proposed().record("wg-1").adopted("wg-1").corrected("wg-1", "Here")
		w.created("lead", "/plans/wg-2024/items/1.1/updates", `{"done":"x"}`)
		w.created("sec", "/plans/wg-2024/editions", `{"audience":"members"}`)
		w.created("sec", "/plans/wg-2024/waivers", `{"rule":"no-lead","subject":"item 2.1","reason":"x"}`)
		w.created("chair", "/plans/wg-2024/amendments", `{"reason":"x","plan":{"set":{"notes":"x"}}}`, "If-Match", w.etag("chair", "/plans/wg-2024"))
		w.outputs()
		w.created("sec", "/rounds", `{"body":"wg","opens":"2024-02-01","due":"2024-12-01","closes":"2024-12-31","plans":["wg-2024"]}`)
		for _, o := range operations() {
			as, path := "lead", present(o)
			if o.method != "GET" {
				continue
			}
			if strings.HasPrefix(path, "/users") {
				as = "admin"
			}
			if o.OperationID == "getCarryOver" || o.OperationID == "previewDigests" || o.OperationID == "listRoundMails" {
				as = "chair"
			}
			if o.OperationID == "getToken" {
				var page Page[Token]
				w.get(as, "/me/tokens", &page)
				path = "/me/tokens/" + page.Data[0].ID
			}
			w.send(as, "GET", path, "") // the first use of a token is noted, which its list shows
			tag := w.etag(as, path)
			for _, sent := range all(tag, "W/"+tag, `"x", `+tag, "*") {
				w.play(scenario{as: as, req: "GET " + path, headers: all("If-None-Match", sent), want: 304, header: all("ETag: " + tag)})
			}
			w.play(scenario{as: as, req: "GET " + path, headers: all("If-None-Match", `"x"`), want: 200})
		}
	})
}

func TestAnonymousReadersSeeWhatIsPublicWhereThatIsAllowed(t *testing.T) {
	eachPublicWorld(t, func(w *world) {
		s := theGroup(w)
		s.ofPlan = "open-2023"
		s.reports("colead", "1.1", workplan.UpdateContent{Done: "For all"}).reports("colead", "1.1", workplan.UpdateContent{Done: "For members", Audience: workplan.AudienceMembers})
		w.play(
			scenario{req: "GET /plans", want: 200, has: all(`"open-2023"`), hasNot: all(`"wg-2024"`, `"draft-2027"`)},
			scenario{req: "GET /plans/wg-2024", want: 404},
			scenario{req: "GET /items", want: 200, has: all(`"plan":"open-2023"`), hasNot: all(`"wg-2024"`)},
			scenario{req: "GET /updates", want: 200, has: all("For all"), hasNot: all("For members")},
			scenario{req: "GET /plans/open-2023/report", want: 200, has: all(`"audience":"public"`, `"generated_by":"anonymous"`, "For all"), hasNot: all("For members")},
			scenario{req: "GET /bodies", want: 200},
			scenario{req: "GET /members", want: 401, problem: "unauthenticated"},
			scenario{req: "GET /users", want: 401},
			scenario{req: "GET /me", want: 401},
			scenario{req: "GET /audit", want: 401},
			scenario{req: "POST /plans/open-2023/items/1.1/updates", body: `{"done":"x"}`, headers: all("Idempotency-Key", "12345678"), want: 401},
			scenario{req: "PATCH /plans/draft-2027", body: `{}`, match: `"1-0000000000000000"`, want: 401},
		)
	})
}

func TestBesideTheAPI(t *testing.T) {
	eachWorld(t, func(w *world) {
		for path, part := range map[string]string{"/openapi.json": `"openapi": "3.1`, "/openapi-3.0.json": `"openapi": "3.0`, "/swagger.json": `"swagger": "2.0"`,
			"/swagger.yaml": "swagger:", "/.well-known/api-catalog": "service-desc", "/problems": "/problems/stale", "/problems/stale": "ETag", "/docs": "<title>"} {
			r := httptest.NewRequest("GET", path, nil)
			a := w.serve(r)
			if a.StatusCode != 200 || !strings.Contains(a.text, part) {
				t.Errorf("%s: %d %s", path, a.StatusCode, shortened(a.text))
			}
		}
	})
}
