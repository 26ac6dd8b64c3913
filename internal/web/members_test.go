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

func TestAMemberShowsWhatItDoesAsFarAsThePersonMayRead(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		must[workplan.Membership](t)(l.CreateMembership(ctx, operator, "wg", workplan.NewMembership{Member: "bland", MembershipContent: workplan.MembershipContent{
			Role: workplan.MembershipObserver, FromDate: "2016", ToDate: "2019"}}))
		for who, c := range map[string]struct{ shown, hidden []string }{
			"rita": {[]string{"/items/1.1", "/items/1.2", "Zqopeningpublic", "Zqopeningmembers", "since 2020"}, []string{"/items/1.3", "Zqopeningchairs"}},
			"gus":  {[]string{"/items/1.1", "Zqopeningpublic"}, []string{"/items/1.2", "/items/1.3", "Zqopeningmembers", "Zqopeningchairs"}},
			"ana":  {[]string{"/items/1.3", "Zqopeningchairs"}, []string{"/items/1.4"}},
			"root": {[]string{"Land of aland"}, []string{"/items/1.2", "Zqopeningmembers"}},
		} {
			l.says(who, main(l.read(who, "/members/aland")), c.shown, c.hidden)
		}
		l.says("bland", main(l.read("rita", "/members/bland")), []string{"also called Blå Näs, Zqalias harbour", "No open item that you may read", "2016 to 2019", "not in force today", "Observer"}, []string{"1.4"})
		if status, _ := l.get("", "/members/aland"); status != http.StatusSeeOther {
			t.Errorf("one who has not signed in: %d", status)
		}
		if status, _ := l.get("rita", "/members/none"); status != http.StatusNotFound {
			t.Errorf("a member that is not there: %d", status)
		}
	})
}

func TestTheRegisterIsFoundThroughByKindNameAndPage(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for n := range 120 {
			must[workplan.Member](t)(l.CreateMember(context.Background(), operator, workplan.NewMember{Code: fmt.Sprintf("org-%d", n), MemberContent: workplan.MemberContent{
				Name: fmt.Sprintf("Organisation <i>%d</i>", n), Kind: workplan.KindOrganisation}}))
		}
		row := regexp.MustCompile(`href="/members/([a-z0-9-]+)"`)
		for address, want := range map[string]int{"/members": 124, "/members?kind=organisation": 120, "/members?kind=state": 4, "/members?q=organisation": 120, "/members?q=organisation&kind=state": 0,
			"/members?q=blanas": 1} {
			if found := l.through("rita", address, row); len(found) != want || distinct(found) != want {
				t.Errorf("%s: %d rows, %d of them different", address, len(found), distinct(found))
			}
		}
		l.says("a name", main(l.read("rita", "/members?q=organisation+7")), []string{"<mark>Organisation</mark> &lt;i&gt;<mark>7</mark>"}, []string{"<i>"})
		l.says("nothing", l.read("rita", "/members?q=zzz"), []string{"No member in the register is like that."}, nil)
		l.says("too long", l.read("rita", "/members?q="+strings.Repeat("x", 201)), []string{"200 characters at most"}, nil)
		if status, _ := l.get("rita", "/members?after=x"); status != http.StatusUnprocessableEntity {
			t.Errorf("a damaged page: %d", status)
		}
	})
}

func TestAMembersItemsGoOnOnFurtherPages(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.many(70)
		found := l.through("chair", "/members/aland", regexp.MustCompile(`href="/plans/[dp]/items/([0-9.]+)"`))
		if len(found) != 73 || distinct(found) != 73 {
			t.Errorf("%d items, %d of them different", len(found), distinct(found))
		}
	})
}
