package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// drafted gives the library's draft an objective, and files a proposal of bland for it.
func (l *library) drafted() {
	l.t.Helper()
	must[workplan.Objective](l.t)(l.CreateObjective(context.Background(), as("chair"), "d", workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: "Safer quays"}}))
	must[workplan.ProposalReading](l.t)(l.ProposeItem(context.Background(), as("desk"), workplan.NewProposal{Body: "wg", Meeting: "wg-1", ForPlan: "d", ProposedBy: "bland", ProposedOn: "2024-02-07",
		ProposalContent: workplan.ProposalContent{Title: "Lights at sea", Need: "Nobody sees.", Objective: 1, ProposedLead: workplan.List{"bland"}, Topics: workplan.List{"lights, and more"}}}))
}

func TestAProposalIsAcceptedIntoADraftAsItReadsThere(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.drafted()
		accept := "/proposals/4/accept"
		l.closedTo(accept, http.StatusForbidden, "ana", "ben", "rita")
		form := l.form("chair", accept)
		for field, want := range map[string]string{"stands": "d/1", "title": "Lights at sea", "description": "Nobody sees.", "leads": "bland", "topics": "lights, and more"} {
			if form.Get(field) != want {
				t.Errorf("%s holds %q, want %q", field, form.Get(field), want)
			}
		}
		l.refuses("chair", accept, typed(form, "due", "soon", "note", "A typed note"), http.StatusUnprocessableEntity, "say why the proposal is accepted", "A typed note", `value="bland" checked`)
		l.refuses("chair", accept, typed(form, "reason", "Agreed.", "due", "soon", "ref", "x"), http.StatusUnprocessableEntity, `href="#due"`, `href="#ref"`, `value="soon"`, "Agreed.")
		l.refuses("chair", accept, typed(form, "reason", "Agreed.", "stands", ""), http.StatusUnprocessableEntity, "Where the item stands", "name the draft")
		must[workplan.ProposalReading](t)(l.DeferProposal(context.Background(), as("desk"), 4, nil, workplan.ProposalDecisionContent{Reason: "Later."}))
		stale := l.refuses("chair", accept, typed(form, "reason", "Agreed by all."), http.StatusPreconditionFailed, "Somebody has changed this", "Agreed by all.")
		again := typed(fieldsOf(l.t, stale, accept), "title", "Lights at sea and ashore", "supporting", "aland")
		l.goes("chair", accept, again, "/proposals/4?done=decided")
		l.goes("chair", accept, again, "/proposals/4?done=decided") // pressed twice
		p := l.proposal(4)
		plan, ref, _ := strings.Cut(p.Ends.Item, "/")
		item := must[tracker.ItemReading](t)(l.Item(context.Background(), l.actor("chair"), plan, ref, tracker.When{}))
		if p.State != workplan.ProposalAccepted || len(p.Decisions) != 2 || item.Plan != "d" || item.Objective != 1 || item.Title != "Lights at sea and ashore" || !item.Leads.Has("bland") ||
			!item.Supporting.Has("aland") || len(item.Topics) != 1 {
			t.Errorf("%+v made %+v", p, item.ItemContent)
		}
		l.says("its page", l.read("chair", "/proposals/4"), []string{"Accepted", "It goes on as item", "Agreed by all.", "Later."}, []string{"/proposals/4/accept", "/proposals/4/edit"})
		if status, page := l.get("chair", accept); status != http.StatusConflict || !strings.Contains(page, "The decision stands.") {
			t.Errorf("an accepted one is accepted again: %d", status)
		}
	})
}

func TestAMergerIsShownBeforeItIsMade(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.drafted()
		merge := "/proposals/4/merge"
		form := typed(l.form("desk", merge), "into", "2", "reason", "The same.")
		l.refuses("desk", merge, typed(form, "into", "77", "act", "sure"), http.StatusUnprocessableEntity, `href="#into"`, "no proposal 77")
		l.refuses("desk", merge, typed(form, "reason", ""), http.StatusUnprocessableEntity, "say why it goes on elsewhere")
		sure := l.refuses("desk", merge, form, http.StatusOK, "A merger cannot be taken back.", "Proposal 2: Zqproposalmembers", "The same.")
		if p := l.proposal(4); p.State != workplan.ProposalOpen {
			t.Fatalf("it is %s before anybody was sure", p.State)
		}
		edit := l.refuses("desk", merge, typed(fieldsOf(l.t, sure, merge), "act", "edit"), http.StatusOK, "The same.")
		l.goes("desk", merge, typed(fieldsOf(l.t, sure, merge), "act", "sure"), "/proposals/4?done=decided")
		if p := l.proposal(4); p.State != workplan.ProposalMerged || p.Ends.Proposal != 2 || fieldsOf(l.t, edit, merge).Get("into") != "2" {
			t.Errorf("%+v", p)
		}
		l.says("its page", l.read("rita", "/proposals/4"), []string{"It goes on in", `href="/proposals/2"`, "Zqproposalmembers"}, nil)
		l.says("what its end would open", l.read("desk", "/proposals/2/withdraw"), []string{"1 proposal was merged into it and is then open again:", "Lights at sea", "for good"}, nil)
		withdraw := "/proposals/2/withdraw"
		l.goes("desk", withdraw, typed(l.form("desk", withdraw), "reason", "Voiced by mistake."), "/proposals/2?done=decided")
		if p := l.proposal(4); p.State != workplan.ProposalOpen {
			t.Errorf("what was merged into it is %s", p.State)
		}
	})
}

func TestAProposalIsPutOffMovedDeclinedAndReopened(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		do := func(who, act string, fields ...string) {
			t.Helper()
			address := "/proposals/2/" + act
			l.goes(who, address, typed(l.form(who, address), append(fields, "reason", "Reason to "+act+".")...), "/proposals/2?done=decided")
		}
		l.says("nowhere to move", l.read("desk", "/proposals/2/move"), []string{"No other window is open or upcoming."}, nil)
		do("desk", "defer")
		l.window(workplan.OpenToMembers)
		do("chair", "move", "meeting", "wg-1")
		if p := l.proposal(2); p.State != workplan.ProposalOpen || p.InWindow != 1 {
			t.Errorf("%+v", p)
		}
		do("desk", "decline", "effective_on", "2024-09-02")
		l.closedTo("/proposals/2/reopen", http.StatusForbidden, "desk", "ana")
		l.says("for the secretariat", main(l.read("desk", "/proposals/2")), []string{"Declined", "Reason to decline.", "First harbour meeting"}, []string{"/proposals/2/reopen", "/proposals/2/decline"})
		do("chair", "reopen")
		l.says("its history", main(l.read("rita", "/proposals/2")), []string{"Reason to defer.", "Moved to another window", "Reason to move.", "Reason to decline.", "Reopened"}, nil)
		for _, site := range []string{"cross-site", ""} {
			if w := l.sends(l.pages, l.secretOf("chair"), site, "/proposals/2/decline", url.Values{"reason": {"x"}, "version": {"6"}}); w.Code != http.StatusForbidden {
				t.Errorf("another site declines: %d", w.Code)
			}
		}
	})
}

func TestSupportIsGivenAndTakenBack(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		support, back := "/proposals/2/support", "/proposals/2/take-back"
		form := typed(fieldsOf(l.t, l.read("ben", "/proposals/2"), support), "text", "We would co-lead.")
		l.goes("ben", support, form, "/proposals/2?done=supported")
		l.goes("ben", support, form, "/proposals/2?done=supported") // pressed twice
		l.refuses("ben", support, typed(form, "key", "another", "text", "Once more."), http.StatusConflict, "has supported proposal 2 since", `value="Once more."`)
		l.says("supported", main(l.read("rita", "/proposals/2")), []string{"Land of bland", "We would co-lead.", "supported by 1 member"}, []string{"entered on its behalf", "take-back"})
		l.closedTo(support, http.StatusForbidden, "rita", "chair")
		l.goes("desk", support, typed(fieldsOf(l.t, l.read("desk", "/proposals/2"), support), "member", "cland"), "/proposals/2?done=supported")
		l.says("on behalf", main(l.read("rita", "/proposals/2")), []string{"Land of cland", "entered on its behalf"}, nil)
		l.says("its own alone", main(l.read("ben", "/proposals/2")), []string{"take-back?member=bland"}, []string{"take-back?member=cland", `action="/proposals/2/support"`})
		l.refuses("ben", back, typed(l.form("ben", back), "effective_on", "2024-08-01"), http.StatusUnprocessableEntity, "lies before")
		l.goes("ben", back, typed(l.form("ben", back), "text", "We cannot."), "/proposals/2?done=taken-back")
		if p := l.proposal(2); len(p.Supporting()) != 1 || len(p.Supports) != 2 {
			t.Errorf("%+v", p.Supports)
		}
		l.says("nothing more to take back", l.read("ben", back), []string{"No member for which you speak supports it now."}, nil)
	})
}
