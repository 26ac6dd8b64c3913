package web_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

func TestProposalsAreListedAsFarAsThePersonMayRead(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		public, members, chairs := "Zqproposalpublic", "Zqproposalmembers", "Zqproposalchairs"
		must[workplan.ProposalReading](t)(l.SupportProposal(context.Background(), as("ben"), 2, workplan.NewSupport{}))
		for who, c := range map[string]struct{ shown, hidden []string }{
			"chair": {[]string{public, members, chairs, "Waiting for your decision", "similar", "Open or change windows", "Record what was voiced", "Land of bland"}, []string{"in other bodies"}},
			"desk":  {[]string{public, members, chairs, "Waiting for your decision", "Record what was voiced"}, nil},
			"rita":  {[]string{public, members, "Waiting for a decision", "Land of bland"}, []string{chairs, "your decision", "similar", "Record what", "/new"}},
			"cleo":  {[]string{public, members}, []string{chairs, "your decision"}},
			"gus":   {[]string{public}, []string{members, chairs}},
			"root":  {[]string{public}, []string{members, chairs, "Where items can be proposed"}},
			"":      {[]string{public}, []string{members, chairs, "Where items can be proposed", `id="member"`}},
		} {
			l.says(who, main(l.read(who, "/proposals")), c.shown, c.hidden)
		}
		for address, c := range map[string]struct{ shown, hidden []string }{
			"/proposals?q=zqproposalmembers": {[]string{`href="/proposals/2">Zq`}, []string{`href="/proposals/1">Zq`, `href="/proposals/3">Zq`}},
			"/proposals?state=declined":      {[]string{"No proposal of these is like that."}, []string{public, "Waiting for"}},
			"/proposals?member=aland":        {[]string{"No proposal that waits is like that."}, []string{public}},
			"/proposals?body=wg":             {[]string{public, members, chairs}, nil},
		} {
			l.says(address, main(l.read("desk", address)), c.shown, c.hidden)
		}
		l.says("too long", l.read("rita", "/proposals?q="+strings.Repeat("x", 201)), []string{"200 characters at most"}, nil)
		first := func(address string) string {
			return regexp.MustCompile(`<th scope="row"><a href="/proposals/(\d)"`).FindStringSubmatch(l.read("chair", address))[1]
		}
		if by := first("/proposals") + first("/proposals?order=supports") + first("/proposals?order=title"); by != "323" {
			t.Errorf("by number, support and title %s come first", by)
		}
	})
}

func TestTheListOfProposalsGoesOnOnFurtherPages(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for n := range 112 {
			must[workplan.ProposalReading](t)(l.ProposeItem(context.Background(), as("desk"), workplan.NewProposal{Body: "wg", Meeting: "wg-1",
				ProposalContent: workplan.ProposalContent{Title: fmt.Sprintf("Quay %d", n)}}))
		}
		row := regexp.MustCompile(`<th scope="row"><a href="/proposals/(\d+)"`)
		for who, address := range map[string]string{"rita": "/proposals?q=quay", "chair": "/proposals?q=quay&order=title"} {
			if found := l.through(who, address, row); len(found) != 112 || distinct(found) != 112 {
				t.Errorf("%s finds %d, %d of them different", who, len(found), distinct(found))
			}
		}
		if status, _ := l.get("rita", "/proposals?waiting=x"); status != http.StatusUnprocessableEntity {
			t.Errorf("a damaged page: %d", status)
		}
	})
}

// TestAProposalShowsWhatThePersonMayReadAndDo: its buttons are those of the table of rights, and what is hidden is not there.
func TestAProposalShowsWhatThePersonMayReadAndDo(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		acts := []string{"/proposals/2/accept", "/proposals/2/merge", "/proposals/2/defer", "/proposals/2/decline", "/proposals/2/move"}
		keeps := []string{"/proposals/2/edit", "/proposals/2/withdraw"}
		frame := []string{"Zqproposalmembers", "First harbour meeting", "voiced at a meeting", "No member has supported it yet"}
		for who, c := range map[string]struct{ shown, hidden []string }{
			"chair": {append(append(frame, acts...), append(keeps, "Zqproposalpublic", "Zqproposalchairs")...), []string{"/reopen", "/proposals/2/support"}},
			"desk":  {append(append(frame, acts...), append(keeps, `action="/proposals/2/support"`)...), nil},
			"ana":   {append(frame, `action="/proposals/2/support"`, "Support it for Land of aland", "Zqproposalpublic"), append(append([]string{"Zqproposalchairs", "Land of bland"}, acts...), keeps...)},
			"rita":  {frame, append(append([]string{"Zqproposalchairs", "/support"}, acts...), keeps...)},
		} {
			l.says(who, main(l.read(who, "/proposals/2")), c.shown, c.hidden)
		}
		for who, address := range map[string]string{"gus": "/proposals/2", "": "/proposals/2", "root": "/proposals/2", "ana": "/proposals/3", "rita": "/proposals/3/accept", "chair": "/proposals/77"} {
			if status, page := l.get(who, address); status != http.StatusNotFound || strings.Contains(page, "Zqproposal") {
				t.Errorf("%q opens %s: %d", who, address, status)
			}
		}
		for _, address := range []string{"/proposals/x", "/proposals/2/nonsense", "/proposals/2/release"} {
			if status, _ := l.get("chair", address); status != http.StatusNotFound {
				t.Errorf("%s: %d", address, status)
			}
		}
	})
}

func TestProposalsAreLedToFromElsewhere(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.says("home", l.read("chair", "/"), []string{`href="/proposals/3"`, `href="/proposals?body=wg"`}, nil)
		l.says("search", l.read("rita", "/search?q=zqproposalmembers"), []string{`href="/proposals/2"`}, nil)
		d := workplan.ProposalDecisionContent{Plan: "d", Reason: "Agreed."}
		must[workplan.ProposalReading](t)(l.AcceptProposal(context.Background(), as("chair"), 2, nil, workplan.Acceptance{Decision: d}))
		item := l.proposal(2).Ends.Item
		l.says("the item", l.read("chair", carriedPath(item)), []string{`<a href="/proposals/2">Proposal 2:`, `<dd><a href="/proposals/2">Proposal 2</a>`}, nil)
		l.says("who sees the draft", l.read("chair", "/proposals/2"), []string{"It goes on as item", `href="` + carriedPath(item) + `"`, "of Plan zqplanchairs", "Agreed."}, nil)
		_, ref, _ := strings.Cut(item, "/")
		l.says("the list", main(l.read("chair", "/proposals")), []string{">" + ref + " of Plan zqplanchairs"}, []string{">" + item + "<"})
		l.says("who does not", l.read("ana", "/proposals/2"), []string{"Accepted", "Agreed."}, []string{carriedPath(item), "It goes on as item", "Plan zqplanchairs"})
	})
}

func carriedPath(item string) string {
	plan, ref, _ := strings.Cut(item, "/")
	return "/plans/" + plan + "/items/" + ref
}
