package workplan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func window(number int, opens, closes Date) ProposalWindow {
	return ProposalWindow{Body: "wg", Number: number, ProposalWindowContent: ProposalWindowContent{Opens: opens, Closes: closes, Title: "The next plan", OpenTo: OpenToObservers}}
}

func TestAWindowTakesProposalsFromItsFirstDayToItsLast(t *testing.T) {
	w := window(1, "2024-03-01", "2024-03-31")
	for day, want := range map[Date]WindowState{"2024-02-29": WindowUpcoming, "2024-03-01": WindowOpen, "2024-03-31": WindowOpen, "2024-04-01": WindowClosed} {
		if got := w.StateOn(day); got != want {
			t.Errorf("on %s: %s, want %s", day, got, want)
		}
	}
	windows := []ProposalWindow{window(3, "2024-09-01", "2024-09-30"), w, window(2, "2024-06-01", "2024-06-30")}
	for day, want := range map[Date]string{"2024-03-31": "1", "2024-04-01": "The next window, 2, is open to members and observers from 2024-06-01 to 2024-06-30.", "2024-10-01": "no later window is recorded"} {
		open, err := WindowOn("wg", windows, day)
		if err == nil && itoa(open.Number) != want || err != nil && (KindOf(err) != Conflict || !strings.Contains(err.Error(), want)) {
			t.Errorf("on %s: window %d, %v", day, open.Number, err)
		}
	}
}

// TestWhoMayProposeInWhichWindow walks every cell of circle and standing; "" is a reader.
func TestWhoMayProposeInWhichWindow(t *testing.T) {
	admitted := map[ProposalCircle]string{OpenToMembers: "co_chair member", OpenToObservers: "co_chair member observer reader", OpenToPartners: "co_chair member observer reader guest"}
	for _, circle := range ProposalCircles {
		w := window(1, "2024-03-01", "2024-03-31")
		w.OpenTo = circle
		for _, standing := range append([]MembershipRole{""}, MembershipRoles...) {
			word := string(standing)
			if word == "" {
				word = "reader"
			}
			want := strings.Contains(" "+admitted[circle]+" ", " "+word+" ")
			if err := w.Admits(Wrote("X"), standing); (err == nil) != want || err != nil && KindOf(err) != Forbidden {
				t.Errorf("%s in a window for %s: %v", word, circle, err)
			}
		}
	}
}

func TestFaultsOfWindows(t *testing.T) {
	good := window(1, "2024-03-01", "2024-03-31").ProposalWindowContent
	with := func(f func(*ProposalWindowContent)) ProposalWindowContent { w := good; f(&w); return w }
	for n, c := range []struct {
		in   ProposalWindowContent
		want []string
	}{
		{good, nil},
		{with(func(w *ProposalWindowContent) { w.Title, w.ForPlan, w.Closes = "", "p-2", w.Opens }), nil},
		{ProposalWindowContent{}, []string{"/opens required", "/closes required", "/title required", "/open_to required"}},
		{with(func(w *ProposalWindowContent) { w.Closes = "2024-02-29" }), []string{"/closes out_of_order"}},
		{with(func(w *ProposalWindowContent) {
			w.Opens, w.ForPlan, w.Meeting, w.OpenTo = "March", "P", "?", "all"
		}), []string{"/opens not_a_date", "/plan bad_code", "/open_to not_allowed", "/meeting bad_code"}},
	} {
		if diff := cmp.Diff(c.want, pointers(c.in.Faults())); diff != "" {
			t.Errorf("%d:\n%s", n, diff)
		}
	}
	for name, c := range map[string]struct {
		today Date
		edit  func(*ProposalWindowContent)
		want  []string
	}{
		"extended":              {"2024-03-15", func(w *ProposalWindowContent) { w.Closes = "2024-04-30" }, nil},
		"closed":                {"2024-03-15", func(w *ProposalWindowContent) { w.Closes = "2024-03-15" }, nil},
		"closed on its first":   {"2024-03-01", func(w *ProposalWindowContent) { w.Closes = "2024-03-01" }, nil},
		"closed in the past":    {"2024-03-15", func(w *ProposalWindowContent) { w.Closes = "2024-03-14" }, []string{"/closes in_past"}},
		"extended when over":    {"2024-04-01", func(w *ProposalWindowContent) { w.Closes = "2024-04-30" }, []string{"/closes is_over"}},
		"begun, then moved":     {"2024-03-15", func(w *ProposalWindowContent) { w.Opens = "2024-03-02" }, []string{"/opens has_begun"}},
		"moved before it opens": {"2024-02-29", func(w *ProposalWindowContent) { w.Opens, w.Closes = "2024-05-01", "2024-05-31" }, nil},
		"for others when over":  {"2024-04-01", func(w *ProposalWindowContent) { w.OpenTo = OpenToPartners }, []string{"/open_to is_over"}},
		"for others while open": {"2024-03-31", func(w *ProposalWindowContent) { w.OpenTo = OpenToPartners }, nil},
		"moved into the past":   {"2024-02-20", func(w *ProposalWindowContent) { w.Opens = "2024-02-19" }, []string{"/opens in_past"}},
		"moved to today":        {"2024-02-20", func(w *ProposalWindowContent) { w.Opens = "2024-02-20" }, nil},
		"a note when closed":    {"2024-06-15", func(w *ProposalWindowContent) { w.Note = "x" }, nil},
	} {
		if diff := cmp.Diff(c.want, pointers(with(c.edit).EditFaults(good, c.today))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestWindowsDoNotOverlap(t *testing.T) {
	others := []ProposalWindow{window(1, "2024-03-01", "2024-03-31"), window(2, "2024-06-01", "2024-06-30")}
	for _, c := range []struct {
		w    ProposalWindow
		free bool
	}{
		{window(3, "2024-04-01", "2024-05-31"), true}, {window(3, "2024-03-31", "2024-04-10"), false}, {window(3, "2024-05-01", "2024-06-01"), false},
		{window(3, "2024-01-01", "2024-12-31"), false}, {window(1, "2024-03-01", "2024-05-31"), true}, {window(1, "2024-03-01", "2024-06-01"), false},
	} {
		if err := c.w.Clear(others); (err == nil) != c.free || err != nil && KindOf(err) != Conflict {
			t.Errorf("%d from %s to %s: %v", c.w.Number, c.w.Opens, c.w.Closes, err)
		}
	}
	open, closed := ProposalReading{Proposal: made(1, "2024-03-02"), State: ProposalOpen}, ProposalReading{Proposal: made(1, "2024-03-02"), State: ProposalDeferred}
	for _, c := range []struct {
		p      ProposalReading
		number int
		want   []string
	}{{open, 2, nil}, {open, 1, []string{"/window same"}}, {closed, 1, nil}, {open, 9, []string{"/window unknown"}}} {
		err, _ := MovableTo(c.p, c.number, others, "2024-03-10").(*Error)
		var got []string
		if err != nil {
			got = pointers(err.Faults)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s into %d:\n%s", c.p.State, c.number, diff)
		}
	}
	if err := MovableTo(open, 1, others, "2024-04-01"); KindOf(err) != Invalid {
		t.Errorf("into a window that is over: %v", err)
	}
}

// TestWhetherABodyTakesAProposalOfAPerson: its keepers may record at any time what was voiced at a meeting, others propose in a window of their circle.
func TestWhetherABodyTakesAProposalOfAPerson(t *testing.T) {
	w := window(1, "2024-03-01", "2024-03-31")
	w.OpenTo = OpenToMembers
	focal := func(standing MembershipRole) Actor {
		return Actor{Username: "u", Grants: []Grant{{Role: RoleFocalPoint, Member: "aland", Standing: map[string]MembershipRole{"wg": standing}}}}
	}
	for name, c := range map[string]struct {
		actor Actor
		on    Date
		want  Kind
	}{
		"the secretariat, at any time": {Actor{Username: "u", Grants: []Grant{{Role: RoleSecretariat, Body: "wg"}}}, "2025-01-01", 0},
		"a member in the window":       {focal(MembershipMember), "2024-03-10", 0},
		"a member after it":            {focal(MembershipMember), "2024-04-10", Conflict},
		"an observer, outside of it":   {focal(MembershipObserver), "2024-03-10", Forbidden},
		"a reader, outside of it":      {Actor{Username: "u", Grants: []Grant{{Role: RoleReader, Body: "wg"}}}, "2024-03-10", Forbidden},
		"one who has no role":          {Actor{Username: "u"}, "2024-03-10", Forbidden},
		"one who keeps another body":   {Actor{Username: "u", Grants: []Grant{{Role: RoleCoChair, Body: "other"}}}, "2024-03-10", Forbidden},
	} {
		if err := c.actor.ProposesOn("wg", []ProposalWindow{w}, c.on); KindOf(err) != c.want || c.want == 0 && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
