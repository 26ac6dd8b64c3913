package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// record enters the record of the library's meeting, and opens it to an audience.
func (l *library) record(audience workplan.Audience) {
	ctx, t := context.Background(), l.t
	must[tracker.EntryReading[workplan.Session]](t)(l.AddSession(ctx, as("desk"), "wg-1", workplan.Session{Title: "Opening session", Day: "2024-02-06", Starts: "09:30", Format: workplan.FormatHybrid}))
	must[tracker.EntryReading[workplan.AgendaItem]](t)(l.AddAgendaItem(ctx, as("desk"), "wg-1", workplan.AgendaItem{Title: "The <b>plan</b>", Session: 1}))
	for _, a := range []workplan.Audience{"", workplan.AudienceChairs} {
		must[tracker.EntryReading[workplan.Decision]](t)(l.RecordDecision(ctx, as("desk"), "wg-1", workplan.Decision{Text: "Decided for " + string(a) + ".", Kind: workplan.DecisionEndorsement,
			Audience: a, AgendaItem: 1, Pointers: workplan.Pointers{Plans: workplan.List{"p"}, Items: workplan.List{"p/1.1", "p/1.4"}}}))
	}
	must[[]tracker.AttendantReading](t)(l.RecordAttendance(ctx, as("desk"), "wg-1", []workplan.Attendant{
		{Member: "aland", Delegates: []workplan.Delegate{{Name: "Dele Gate", Title: "Director"}}}, {Member: "cland"}, {Name: "A visitor", Kind: workplan.KindCivilSociety}}))
	must[tracker.MeetingReading](t)(l.EditMeeting(ctx, as("desk"), "wg-1", nil, func(m *workplan.MeetingContent) error {
		m.Audience = audience
		return nil
	}))
}

func TestAMeetingShowsItsRecordToThoseForWhomItIs(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.record(workplan.AudienceMembers)
		all := []string{"Decided for .", "Opening session", "6 February 2024, 09:30", "The &lt;b&gt;plan&lt;/b&gt;", "Dele Gate, Director", `href="/members/aland"`, "A visitor", "Civil society"}
		frame := []string{"First harbour meeting", "6 to 8 February 2024", "Zqmeeting", `href="/plans/p?as_of=meeting:wg-1"`, `endorsed: <a href="/plans/p">`}
		for who, c := range map[string]struct{ shown, hidden []string }{
			"rita":  {append(all, frame...), []string{"for chairs", "p/1.4"}},
			"cleo":  {append(all, frame...), []string{"for chairs", "p/1.4"}},
			"ben":   {append(all, `href="/plans/p/items/1.4"`), []string{"for chairs"}},
			"chair": {append(all, "Decided for chairs.", `href="/plans/p/items/1.4"`), nil},
			"gus":   {append([]string{"No record of this meeting is there that you may read."}, frame...), append(all, "for chairs", "Attendance</h2>")},
		} {
			l.says(who, main(l.read(who, "/meetings/wg-1")), c.shown, c.hidden)
		}
		l.says("the list of rita", l.read("rita", "/meetings"), []string{`href="/meetings/wg-1"`, "1 decision"}, []string{"2 decisions"})
		l.says("the list of gus", l.read("gus", "/meetings"), []string{`href="/meetings/wg-1"`}, []string{"decision"})
		l.keepsOut("/meetings", "/meetings/wg-1")
	})
}

// TestAMeetingSaysFirstWhatIsAskedFirst: of one that is over who came, what was decided and what it was about; of one to come what it will be about.
func TestAMeetingSaysFirstWhatIsAskedFirst(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.record(workplan.AudienceMembers)
		must[tracker.MeetingReading](t)(l.CreateMeeting(context.Background(), as("chair"), workplan.NewMeeting{Code: "wg-2", Body: "wg", MeetingContent: workplan.MeetingContent{Name: "Second", Starts: "2025-02"}}))
		for address, order := range map[string][]string{"/meetings/wg-1": {"attendance", "decisions", "agenda", "sessions"}, "/meetings/wg-2": {"agenda", "sessions", "decisions", "attendance"}} {
			page, at := main(l.read("desk", address)), 0
			for _, section := range order {
				now := strings.Index(page, `id="`+section+`"`)
				if now <= at {
					t.Errorf("%s: %s stands at %d, what comes before it at %d", address, section, now, at)
				}
				at = now
			}
		}
	})
}

func TestDelegatesAreNamedToMembersAlone(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.record(workplan.AudiencePublic)
		l.says("gus", main(l.read("gus", "/meetings/wg-1")), []string{"Decided for .", "Land of aland"}, []string{"Dele Gate", "for chairs"})
		l.says("rita", main(l.read("rita", "/meetings/wg-1")), []string{"Dele Gate"}, nil)
	})
}

func TestACorrigendumStandsBesideTheRecordThatItCorrects(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		l.record(workplan.AudienceMembers)
		must[tracker.MeetingReading](t)(l.AdoptRecord(ctx, as("chair"), "wg-1", nil, workplan.NewAdoption{On: "2024-03-01"}))
		must[workplan.CorrigendumReading](t)(l.IssueCorrigendum(ctx, as("chair"), "wg-1", nil, workplan.NewCorrigendum{Reason: "A word was wrong.", EffectiveOn: "2024-04-01",
			Correct: func(m *workplan.MeetingState) error {
				m.Decisions = append(workplan.Entries[workplan.Decision]{}, m.Decisions...)
				m.Decisions[0].Says.Text = "Resolved."
				return nil
			}}))
		l.says("rita", main(l.read("rita", "/meetings/wg-1")), []string{"adopted on 1 March 2024", "1 corrigendum corrects it", "A word was wrong.", "from 1 April 2024 on", "Corrects: Decisions",
			"Decision 1 read: <q class=\"prose\">Decided for .</q>", "Decision 1 reads: <q class=\"prose\">Resolved.</q>"}, []string{"for chairs"})
		l.says("gus", main(l.read("gus", "/meetings/wg-1")), nil, []string{"orrigend", "Resolved", "adopted"})
	})
}

func TestWithoutAMeetingThePageTeaches(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		if status, _ := l.get("rita", "/meetings/none"); status != http.StatusNotFound {
			t.Errorf("a meeting that is not there: %d", status)
		}
		must[tracker.MeetingReading](t)(l.CreateMeeting(context.Background(), as("chair"), workplan.NewMeeting{Code: "wg-2", Body: "wg", MeetingContent: workplan.MeetingContent{Name: "Second", Starts: "2025-02"}}))
		l.says("a meeting to come", l.read("rita", "/meetings/wg-2"), []string{"Nothing of this meeting is recorded yet.", "February 2025", `before: <a href="/meetings/wg-1">`}, []string{"as_of=meeting"})
	})
}

// keepsOut checks that who has not signed in is asked to, and that who may read no meetings is refused.
func (l *library) keepsOut(addresses ...string) {
	l.t.Helper()
	for _, a := range addresses {
		if status, _ := l.get("", a); status != http.StatusSeeOther {
			l.t.Errorf("one who has not signed in reads %s: %d", a, status)
		}
		if status, _ := l.get("root", a); status != http.StatusForbidden {
			l.t.Errorf("an admin reads %s: %d", a, status)
		}
	}
	l.says("the menu of an admin", l.read("root", "/search"), []string{`href="/members"`}, []string{`href="/meetings"`})
	l.says("the menu of nobody", l.read("", "/search"), []string{`href="/plans"`}, []string{`href="/meetings"`, `href="/members"`})
}
