package web_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// asks opens a round that runs from today on, with returns due in a week.
func (l *library) asks() tracker.RoundReading {
	l.t.Helper()
	return must[tracker.RoundReading](l.t)(l.CreateRound(context.Background(), as("desk"), workplan.NewRound{Body: "wg", RoundContent: workplan.RoundContent{Meeting: "wg-1", Opens: l.Today(),
		Due: l.Today().AddDays(7), Closes: l.Today().AddDays(21), Note: "Please <b>hurry</b>.", Reminders: workplan.DefaultReminders, Escalation: workplan.DefaultEscalation}}))
}

func TestARoundIsOpenedByWhoKeepsTheBody(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.says("without a round", l.read("desk", "/rounds"), []string{"There is no round yet.", `href="/rounds/new"`}, nil)
		l.says("without a round", l.read("rita", "/rounds"), []string{"There is no round yet."}, []string{`href="/rounds/new"`})
		l.says("the form", l.read("desk", "/rounds/new"), []string{`name="opens" type="date" value="2024-09-02"`, `name="due" type="date" value="2024-09-30"`,
			`value="due-14d" checked`, "14 days before the day returns are due", "Plan zqplanpublic harbour"}, []string{"zqplanchairs"})
		form := typed(l.form("desk", "/rounds/new"), "opens", "2024-09-05", "due", "2024-09-01", "closes", "2024-09-30", "note", "Hurry <up>", "plans", "p", "reminders", "due")
		l.refuses("desk", "/rounds/new", form, http.StatusUnprocessableEntity, "1 September 2024 lies before the round opens", "Hurry &lt;up&gt;", `value="p" checked`, `href="#due"`)
		form.Set("due", "2024-09-20")
		l.goes("desk", "/rounds/new", form, "/rounds/1?done=created")
		l.goes("desk", "/rounds/new", form, "/rounds/1?done=created") // sent once more
		other := typed(l.form("chair", "/rounds/new"), "opens", "2024-09-10", "due", "2024-09-20", "closes", "2024-09-30")
		l.refuses("chair", "/rounds/new", other, http.StatusConflict, "Round 1 runs from 5 September 2024", `value="2024-09-10"`)
		r := must[tracker.RoundReading](t)(l.Round(context.Background(), operator, 1, tracker.When{}))
		if r.Note != "Hurry <up>" || len(r.Reminders) != 1 || !r.Plans.Has("p") || r.State != workplan.RoundPlanned {
			t.Errorf("the round is %+v", r)
		}
		l.says("a planned round", l.read("rita", "/rounds/1"), []string{"Not yet open", "The round has not opened. As things stand, it will ask from 5 September 2024 on for this many returns: 2."}, []string{"/rounds/1/edit", "/rounds/1/mails"})
		l.closedToOthers("/rounds/new", http.StatusForbidden, "rita", "ana", "gus", "root")
	})
}

func TestARoundShowsWhoHasAnsweredAsFarAsItsReaderSees(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.asks()
		l.now = l.now.Add(10 * 24 * time.Hour) // past the due day
		must[tracker.UpdateReading](t)(l.PostStatusUpdate(context.Background(), as("ana"), "p", "1.1", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateProgress, Done: "Late."}}))
		must[tracker.UpdateReading](t)(l.PostStatusUpdate(context.Background(), as("ana"), "p", "1.2", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateNilReturn}}))
		forms := []string{`href="/plans/p/items/1.3/report"`, `href="/plans/p/items/1.4/report"`}
		keeps := []string{"/rounds/1/remind", "/rounds/1/edit", "/rounds/1/end", "/rounds/1/mails"}
		for who, c := range map[string]struct{ shown, hidden []string }{
			"chair": {append(keeps, "2 of 4", "Item 1.3", "Item 1.4", "#update-4", "Please &lt;b&gt;hurry&lt;/b&gt;."), forms},
			"desk":  {slices.Concat(keeps, forms, []string{"2 of 4", "Land of bland"}), nil},
			"rita":  {[]string{"2 of 2", "Item 1.1", "#update-4", "First harbour meeting", "Past the due day, still open"}, append(keeps, append(forms, "Item 1.3", "Item 1.4", "Land of bland")...)},
			"cleo":  {[]string{"2 of 2"}, append(keeps, "Item 1.3", "Item 1.4", "Land of bland")},
			"ana":   {[]string{"2 of 3", forms[0]}, append(keeps, forms[1], "Item 1.4")},
			"ben":   {[]string{"2 of 3", forms[1]}, append(keeps, forms[0], "Item 1.3")},
		} {
			l.says(who, main(l.read(who, "/rounds/1")), c.shown, c.hidden)
			l.says("the list of "+who, l.read(who, "/rounds"), []string{"Running now", `href="/rounds/1"`}, []string{"href=\"/rounds/2\""})
		}
		if status, _ := l.get("gus", "/rounds/1"); status != http.StatusNotFound {
			t.Errorf("a guest's focal point reads a round: %d", status)
		}
		for _, at := range []string{"/rounds", "/rounds/1"} {
			if status, _ := l.get("", at); status != http.StatusSeeOther {
				t.Errorf("one who has not signed in reads %s: %d", at, status)
			}
		}
		for only, want := range map[string]string{"outstanding": "1.3 1.4", "answered": "1.2 1.1", "late": "1.2", "nil": "1.2", "": "1.3 1.4 1.2 1.1"} {
			page := l.read("chair", "/rounds/1?only="+only)
			var found []string
			for _, m := range regexp.MustCompile(`<span class="ref">([0-9.]+)</span>`).FindAllStringSubmatch(page, -1) {
				found = append(found, m[1])
			}
			if got := strings.Join(found, " "); got != want {
				t.Errorf("only %q: %q, want %q", only, got, want)
			}
		}
		must[tracker.UpdateReading](t)(l.PostStatusUpdate(context.Background(), as("chair"), "p", "1.4", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateProgress,
			Status: workplan.StatusWithdrawn, Reason: "No money."}}))
		l.says("what lapsed", main(l.read("chair", "/rounds/1?only=lapsed")), []string{"2 of 3", "Item 1.4", "no longer owed", "withdrawn on 12 September 2024"}, []string{"Item 1.3", forms[1]})
		l.says("the list", main(l.read("chair", "/rounds")), []string{"2 of 3", "1 no longer owed"}, nil)
		l.says("rita", main(l.read("rita", "/rounds/1")), nil, []string{"no longer owed</span>", "Item 1.4"})
		l.says("of one lead", main(l.read("chair", "/rounds/1?lead=bland")), []string{"Item 1.4"}, []string{"Item 1.3"})
		l.says("of another plan", main(l.read("chair", "/rounds/1?plan=d")), []string{"No return of this round is like that."}, []string{"Item 1."})
		l.says("home of the keepers", main(l.read("desk", "/")), []string{`<a href="/rounds/1">Round 1, due 9 September 2024`}, nil)
		l.says("home of a lead", main(l.read("ana", "/")), []string{`<a class="mark asked" href="/rounds/1">asked for by 9 September 2024</a>`}, nil)
	})
}

func TestARoundIsEditedKnowingOfWhatOthersChanged(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.asks()
		mine := typed(l.form("desk", "/rounds/1/edit"), "due", "2024-09-12", "closes", "2024-09-23", "note", "Mine.", "reminders", "due", "escalation", "due+7d", "meeting", "wg-1")
		l.refuses("desk", "/rounds/1/edit", mine, http.StatusUnprocessableEntity, "say why its dates are moved", "Mine.", `href="#date_reason"`)
		mine.Set("date_reason", "More time.")
		l.goes("chair", "/rounds/1/edit", typed(l.form("chair", "/rounds/1/edit"), "due", "2024-09-09", "closes", "2024-09-23", "note", "Theirs.", "meeting", "wg-1"), "/rounds/1?done=kept")
		stale := l.posts("desk", "/rounds/1/edit", mine).Body.String()
		l.says("a stale form", stale, []string{"Somebody has changed this since you opened the form", "Mine.", "More time."}, []string{"Theirs."})
		now := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(stale)
		mine.Set("version", now[1])
		l.goes("desk", "/rounds/1/edit", mine, "/rounds/1?done=kept")
		l.says("the round", l.read("rita", "/rounds/1?done=kept"), []string{"Your changes are kept.", "due 12 September 2024", "More time.", "Mine."}, []string{"Theirs."})
		l.closedToOthers("/rounds/1/edit", http.StatusForbidden, "rita", "ana")
		l.closedToOthers("/rounds/1/edit", http.StatusNotFound, "gus")
	})
}

func TestRoundsThatAreOverStandPageByPage(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for range 23 {
			must[tracker.RoundReading](t)(l.EndRound(context.Background(), as("desk"), l.asks().Number, workplan.EndRound{Ending: workplan.Cancelled, Reason: "Tried."}))
		}
		found := l.through("rita", "/rounds", regexp.MustCompile(`<a href="/rounds/(\d+)">`))
		if len(found) != 23 || distinct(found) != 23 || found[0] != "23" {
			t.Errorf("page by page: %v", found)
		}
		if status, _ := l.get("rita", "/rounds?after=damaged"); status != http.StatusUnprocessableEntity {
			t.Errorf("a damaged address: %d", status)
		}
		if status, _ := l.get("rita", fmt.Sprintf("/rounds/%d", 99)); status != http.StatusNotFound {
			t.Errorf("a round that is not there: %d", status)
		}
	})
}
