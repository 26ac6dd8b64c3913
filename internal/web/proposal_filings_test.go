package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

const newProposal = "/proposals/new?body=wg"

func TestAnObserverProposesAnItemOnce(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.window(workplan.OpenToObservers)
		l.says("the list", l.read("cleo", "/proposals"), []string{"Open</span> until 30 September 2024, The next plan", `href="/proposals/new?body=wg"`}, nil)
		form := typed(l.form("cleo", newProposal), "title", "Pilots for small vessels", "need", "Nobody\nknows.", "topics", "pilots\nsmall, but many", "date_needed", "2027-Q1", "proposed_lead", "cland")
		if form.Get("proposed_by") != "cland" {
			t.Fatalf("the form is for %q", form.Get("proposed_by"))
		}
		l.refuses("cleo", newProposal, typed(form, "title", "", "date_needed", "soon"), http.StatusUnprocessableEntity, "Title", "Needed by", "Nobody\nknows.", `value="soon"`, `value="cland" checked`)
		l.refuses("cleo", newProposal, typed(form, "objective", "two"), http.StatusUnprocessableEntity, "is not a whole number", `value="two"`)
		l.goes("cleo", newProposal, form, "/proposals/4?done=filed")
		l.goes("cleo", newProposal, form, "/proposals/4?done=filed") // pressed twice
		p := l.proposal(4)
		if p.ProposedBy != "cland" || p.OnBehalf || p.Need != "Nobody\nknows." || len(p.Topics) != 2 || p.Topics[1] != "small, but many" || p.InWindow != 1 || p.Audience != workplan.AudienceMembers {
			t.Errorf("%+v", p.Proposal)
		}
		if status, _ := l.get("chair", "/proposals/5"); status != http.StatusNotFound {
			t.Errorf("a form sent twice makes two proposals: %d", status)
		}
		l.says("told", l.read("cleo", "/proposals/4?done=filed"), []string{"It is proposed.", "/proposals/4/edit", "/proposals/4/withdraw"}, []string{"/proposals/4/accept"})
	})
}

func TestWhatIsSimilarIsShownBeforeAProposalIsFiled(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.window(workplan.OpenToObservers)
		l.says("as it is typed", l.read("cleo", newProposal+"&title=Zqproposalmembers+of+the+harbour"), []string{`id="similar"`, "Proposal 2", "Mine is another piece of work"}, []string{"Zqproposalchairs"})
		form := typed(l.form("cleo", newProposal), "title", "Zqproposalmembers of the harbours", "need", "Typed need")
		look := l.refuses("cleo", newProposal, typed(form, "title", "Lights of the harbour"), http.StatusOK, "Look at what is similar first", "Nothing is stored yet.", `href="/proposals/2"`, "Typed need")
		l.goes("cleo", newProposal, fieldsOf(l.t, look, newProposal), "/proposals/4?done=filed")
		refused := l.refuses("cleo", newProposal, typed(form, "shown", "4", "key", "another"), http.StatusConflict, "It looks like what is named below.", "Mine is another piece of work", "Typed need")
		if strings.Contains(refused, "although_similar_to.") {
			t.Error("the refusal speaks as to a program")
		}
		again := fieldsOf(l.t, refused, newProposal)
		again["although_similar_to"] = []string{"1", "2"}
		l.goes("cleo", newProposal, again, "/proposals/5?done=filed")
		if p := l.proposal(5); len(p.AlthoughSimilarTo) != 2 {
			t.Errorf("%+v", p.AlthoughSimilarTo)
		}
		l.says("its page", l.read("cleo", "/proposals/5"), []string{"Another piece of work than", `href="/proposals/2"`}, nil)
	})
}

func TestWhoMayProposeAndWhen(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		status, page := l.get("rita", newProposal)
		if status != http.StatusConflict || !strings.Contains(page, "takes no proposals on") {
			t.Errorf("without a window: %d", status)
		}
		if w := l.posts("rita", newProposal, url.Values{"title": {"Pilots"}}); w.Code != http.StatusConflict {
			t.Errorf("without a window a reader files: %d", w.Code)
		}
		keeper := l.form("desk", newProposal)
		l.refuses("desk", newProposal, typed(keeper, "title", "Voiced by somebody"), http.StatusUnprocessableEntity, "Proposed by", "name the member for which you propose", `value="Voiced by somebody"`)
		l.goes("desk", newProposal, typed(keeper, "title", "Voiced by somebody", "meeting", "wg-1", "proposed_on", "2024-02-07"), "/proposals/4?done=filed")
		l.window(workplan.OpenToObservers)
		l.goes("desk", newProposal, typed(l.form("desk", newProposal), "title", "For another", "proposed_by", "bland"), "/proposals/5?done=filed")
		l.says("on behalf", l.read("rita", "/proposals/5"), []string{"entered on its behalf", "Land of bland"}, nil)
		l.says("a reader's form", l.read("rita", newProposal), []string{"you, a reader, for no member"}, []string{`name="proposed_by"`, `name="meeting"`})
		l.goes("rita", newProposal, typed(l.form("rita", newProposal), "title", "Of a reader"), "/proposals/6?done=filed")
		l.says("of a reader", l.read("ana", "/proposals/6"), []string{"a reader, for no member"}, []string{"rita"})
		l.closedTo(newProposal, http.StatusForbidden, "gus", "root")
		if status, _ := l.get("chair", "/proposals/new"); status != http.StatusSeeOther {
			t.Errorf("for no body: %d", status)
		}
	})
}

func TestWhoProposedEditsAsLongAsItIsOpen(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.window(workplan.OpenToObservers)
		l.goes("ben", newProposal, typed(l.form("ben", newProposal), "title", "Lights at sea", "topics", "lights, and more", "objective", "7"), "/proposals/4?done=filed")
		edit := "/proposals/4/edit"
		form := l.form("ben", edit)
		l.goes("ben", edit, typed(form, "need", "The first need."), "/proposals/4?done=kept")
		stale := l.refuses("ben", edit, typed(form, "key", "other", "need", "Another need."), http.StatusPreconditionFailed, "Somebody has changed this", "Another need.", "The first need.")
		l.refuses("ben", edit, typed(fieldsOf(l.t, stale, edit), "title", "", "need", "Kept."), http.StatusUnprocessableEntity, "Title", "Kept.")
		l.goes("ben", edit, fieldsOf(l.t, stale, edit), "/proposals/4?done=kept")
		if p := l.proposal(4); p.Need != "Another need." || len(p.Topics) != 1 || p.Topics[0] != "lights, and more" || p.Objective != 7 {
			t.Errorf("%+v", p.ProposalContent)
		}
		l.closedTo(edit, http.StatusForbidden, "ana", "chair", "desk", "rita")
	})
}
