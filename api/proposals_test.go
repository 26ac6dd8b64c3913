package api

import (
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// proposed adds to the group two windows, one of them open, and what was voiced at wg-1 and recorded by a co-chair.
func (s *seed) proposed() *seed {
	s.Helper()
	for _, opens := range []workplan.Date{"2024-02-20", "2024-09-01"} {
		_, err := s.tracker.OpenWindow(ctx, actor("chair"), "wg", workplan.ProposalWindowContent{Opens: opens, Closes: opens.AddDays(90), Title: "The next plan", OpenTo: workplan.OpenToPartners})
		s.must(err)
	}
	for _, title := range []string{"Reciprocal training of judges", "Common statistics of rescues"} {
		_, err := s.tracker.ProposeItem(ctx, actor("chair"), workplan.NewProposal{Body: "wg", Meeting: "wg-1", ProposalContent: workplan.ProposalContent{Title: title}})
		s.must(err)
	}
	return s
}

func TestProposalsFromMakingToItem(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).proposed()
		new := `{"body":"wg","title":"A guide for consular staff","need":"Asked for.","proposed_lead":["bland"],"objective":2,"date_needed":"2028"}`
		w.play(
			scenario{as: "stranger", req: "POST /proposals", body: new, want: 403, problem: "forbidden", has: all("propose item for the next plan", "reader (in own body)")},
			scenario{as: "lead", req: "POST /proposals", body: `{"body":"wg"}`, want: 422, has: all(`"/title"`)},
			scenario{as: "lead", req: "POST /proposals", body: `{"body":"none","title":"x"}`, want: 422, has: all(`"/body"`)},
			scenario{as: "lead", req: "POST /proposals", body: `{"body":"wg","title":"x","meeting":"wg-1"}`, want: 422, has: all(`"/meeting"`, "secretariat and co-chairs")},
			scenario{as: "lead", req: "POST /proposals", body: new, want: 201, header: all("Location: /api/v1/proposals/3"), has: all(`"number":3,"body":"wg","state":"open"`, `"objective":2`, `"proposed_lead":["bland"]`,
				`"audience":"members"`, `"origin":"member","proposed_by":"aland","on_behalf":false,"entered_by":"lead","proposed_on":"2024-03-01"`, `"window":1,"plan":null`, `"supports":[],"decisions":[],"ends":{"proposal":3,"state":"open","item":null}`,
				`"possible":["accept","merge","defer","decline","move","withdraw"]`)},
			scenario{as: "reader", req: "POST /proposals", body: `{"body":"wg","title":"Guide for the consular staff"}`, want: 409, problem: "similar-found",
				has: all(`"similar":[{"kind":"proposal","name":"3","body":"wg","title":"A guide for consular staff","state":"open","score":100,"why":"3 of the 3 words`, "although_similar_to")},
			scenario{as: "reader", req: "GET /proposals/similar?title=Guide%20for%20the%20consular%20staff", want: 200, has: all(`"name":"3"`, `"score":100`), hasNot: all("rescues", "stranger")},
			scenario{as: "reader", req: "GET /proposals/similar", want: 200, has: all(`"data":[]`)},
			scenario{as: "reader", req: "POST /proposals", body: `{"body":"wg","title":"Guide for the consular staff","although_similar_to":["3"]}`, want: 201, has: all(`"although_similar_to":["3"]`, `"origin":"reader","proposed_by":null`)},
			scenario{as: "guest", req: "POST /proposals", body: `{"body":"wg","title":"Lanes at sea"}`, want: 201, has: all(`"proposed_by":"gland"`)},
			scenario{as: "guest", req: "GET /proposals", want: 200, has: all(`"number":5`), hasNot: all(`"number":3`)},
			scenario{as: "colead", req: "POST /proposals/3/support", body: `{"text":"Would co-lead."}`, want: 200, has: all(`"supporting":["bland"],"supports":[{"number":1,"member":"bland","text":"Would co-lead.","effective_on":"2024-03-01"`)},
			scenario{as: "lead", req: "POST /proposals/3/support", body: `{}`, want: 422, has: all("own_proposal")},
			scenario{as: "stranger", req: "POST /proposals/3/support", body: `{}`, want: 404},
			scenario{as: "lead", req: "PATCH /proposals/3", match: "now", body: `{"urgency":"Before the season.","objective":null}`, want: 200, has: all(`"urgency":"Before the season."`, `"objective":null`)},
			scenario{as: "sec", req: "POST /proposals/3/accept", match: "now", body: `{"plan":"wg-2024","reason":"Agreed."}`, want: 409, problem: "plan-endorsed", has: all("amendment")},
			scenario{as: "sec", req: "POST /proposals/3/accept", match: "now", body: `{"plan":"draft-2027","reason":"Agreed.","objective":2,"meeting":"wg-1","effective_on":"2024-03-01","nature":"continuing"}`, want: 200,
				has: all(`"state":"accepted"`, `"decisions":[{"number":1,"act":"accept","reason":"Agreed.","effective_on":"2024-03-01","meeting":"wg-1","plan":"draft-2027","ref":"2.2"`, `"item":"draft-2027/2.2"`, `"possible":[]`)},
			scenario{as: "lead", req: "PATCH /proposals/3", match: "now", body: `{"urgency":""}`, want: 409, problem: "proposal-decided", has: all("The decision stands.")},
			scenario{as: "reader", req: "GET /plans/draft-2027/items/2.2?expand=proposals", want: 200, has: all(`"origin":"Proposal 3"`, `"nature":"continuing"`, `"due":"2028"`, `"proposals":[{"number":3,"title":"A guide for consular staff","state":"accepted","proposed_by":"aland"}]`)},
			scenario{as: "reader", req: "GET /plans/draft-2027/items/1.1?expand=proposals", want: 200, has: all(`"proposals":[]`)},
			scenario{as: "chair", req: "POST /proposals/4/merge", match: "now", body: `{"into_proposal":3,"reason":"The same."}`, want: 200, has: all(`"state":"merged"`, `"ends":{"proposal":3,"state":"accepted","item":"draft-2027/2.2"}`)},
			scenario{as: "chair", req: "POST /proposals/1/defer", match: "now", body: `{"reason":"Too early."}`, want: 200, has: all(`"state":"deferred"`)},
			scenario{as: "chair", req: "POST /proposals/1/move", match: "now", body: `{"window":2,"reason":"Next time."}`, want: 200, has: all(`"state":"open"`, `"window":2`)},
			scenario{as: "chair", req: "POST /proposals/2/decline", match: "now", body: `{"reason":"Done elsewhere."}`, want: 200, has: all(`"possible":["reopen"]`)},
			scenario{as: "sec", req: "POST /proposals/2/reopen", match: "now", body: `{"reason":"x"}`, want: 403},
			scenario{as: "chair", req: "POST /proposals/2/reopen", match: "now", body: `{"reason":"Not done after all."}`, want: 200, has: all(`"state":"open"`)},
			scenario{as: "guest", req: "POST /proposals/5/withdraw", match: "now", body: `{"reason":"Overtaken."}`, want: 200, has: all(`"state":"withdrawn"`)},
			scenario{as: "colead", req: "POST /proposals/3/support/withdraw", body: `{}`, want: 409, problem: "proposal-decided"},
			scenario{as: "reader", req: "GET /proposals?state=accepted,merged&item=draft-2027/2.2&fields=number", want: 200, has: all(`"data":[{"number":3},{"number":4}]`)},
			scenario{as: "reader", req: "GET /proposals?body=other", want: 200, has: all(`"data":[]`)},
			scenario{as: "reader", req: "GET /proposals?state=done", want: 422, has: all(`"?state"`, "withdrawn")},
		)
	})
}

func TestAPageOfProposalsLeadsToTheNext(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).proposed()
		for _, title := range strings.Fields("fairs lanes manuals rosters shelters") {
			w.created("sec", "/proposals", `{"body":"wg","meeting":"wg-2","title":"`+title+`"}`)
		}
		for _, sort := range workplan.ProposalSorts {
			seen := map[int]bool{}
			for path := "/proposals?limit=2&sort=-" + sort; path != ""; {
				var page Page[Proposal]
				a := w.send("reader", "GET", path, "")
				w.parse(a, &page)
				for _, p := range page.Data {
					seen[p.Number] = true
				}
				if path = ""; page.NextCursor != nil {
					path = "/proposals?limit=2&sort=-" + sort + "&cursor=" + *page.NextCursor
				}
			}
			if len(seen) != 7 {
				t.Errorf("by %s: %d proposals", sort, len(seen))
			}
		}
	})
}

func TestProposalWindows(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		path, good := "/bodies/wg/proposal-windows", `{"opens":"2024-03-01","closes":"2024-03-31","plan":"draft-2027","open_to":"members"}`
		w.play(
			scenario{as: "lead", req: "POST /proposals", body: `{"body":"wg","title":"x"}`, want: 409, problem: "no-open-window", has: all("no later window is recorded")},
			scenario{as: "reader", req: "POST " + path, body: good, want: 403, has: all("keep proposal windows")},
			scenario{as: "sec", req: "POST " + path, body: `{"opens":"2024-03-01"}`, want: 422, has: all("/closes", "/title", "/open_to")},
			scenario{as: "sec", req: "POST " + path, body: good, want: 201, header: all("Location: /api/v1/bodies/wg/proposal-windows/1"), has: all(`"number":1,"opens":"2024-03-01","closes":"2024-03-31","state":"open","plan":"draft-2027"`)},
			scenario{as: "sec", req: "POST " + path, body: good, want: 409, problem: "window-overlaps", has: all("Window 1 of wg")},
			scenario{as: "stranger", req: "GET " + path + "/1", want: 200, has: all(`"plan":null`)},
			scenario{as: "admin", req: "GET " + path, want: 403},
			scenario{as: "observer", req: "POST /proposals", body: `{"body":"wg","title":"x"}`, want: 403, has: all("oland is an observer", "for members,")},
			scenario{as: "reader", req: "POST /proposals", body: `{"body":"wg","title":"x"}`, want: 403, has: all("you, for no member, is a reader")},
			scenario{as: "chair", req: "PATCH " + path + "/1", match: "now", body: `{"closes":"2024-04-30","open_to":"partners"}`, want: 200, has: all(`"closes":"2024-04-30"`)},
			scenario{as: "chair", req: "PATCH " + path + "/1", match: "now", body: `{"opens":"2024-02-01"}`, want: 422, has: all("has_begun")},
			scenario{as: "reader", req: "GET " + path + "?state=open", want: 200, has: all(`"number":1`)},
			scenario{as: "reader", req: "GET /bodies/none/proposal-windows", want: 404},
			scenario{as: "reader", req: "GET " + path + "/2", want: 404},
		)
	})
}

// TestThePublicReadsWhatIsProposedForAll where reading without signing in is allowed.
func TestThePublicReadsWhatIsProposedForAll(t *testing.T) {
	eachPublicWorld(t, func(w *world) {
		theGroup(w).proposed()
		w.created("chair", "/proposals", `{"body":"wg","meeting":"wg-1","title":"A guide for all","audience":"public","although_similar_to":["1"]}`)
		w.play(
			scenario{req: "GET /proposals", want: 200, has: all(`"number":3`, `"although_similar_to":[]`), hasNot: all(`"number":1,`, "judges")},
			scenario{req: "GET /proposals/1", want: 404},
			scenario{req: "GET /proposals/3", want: 200},
			scenario{req: "GET /proposals/similar?title=Reciprocal%20training%20of%20judges", want: 200, has: all(`"data":[]`)},
			scenario{req: "POST /proposals", body: `{}`, want: 401},
		)
	})
}
