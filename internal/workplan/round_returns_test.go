package workplan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// roundOf is the source of the returns of aRound on one item led by a and b, with updates told as "number lead kind status corrects moment".
func roundOf(t *testing.T, status Status, statusUpdate int, updates ...string) RoundSource {
	t.Helper()
	r := aRound()
	src := RoundSource{Round: r, Begins: r.Begins(time.UTC), LateFrom: r.LateFrom(time.UTC), Ends: r.Ends(time.UTC), History: map[int64][]StatusUpdate{}}
	item := ActionItem{Stamp: Stamp{ID: 7}, Plan: "p", Ref: "1.1", RefKey: RefKeyOf("1.1"), ItemContent: ItemContent{Leads: List{"b", "a"}}}
	item.Status, item.StatusUpdate = status, statusUpdate
	src.Items = []ActionItem{item}
	for _, text := range updates {
		f := strings.SplitN(text, " ", 6)
		u := StatusUpdate{ItemID: 7, Lead: f[1], RecordedAt: moment(t, f[5])}
		u.EffectiveOn = DateOf(u.RecordedAt)
		u.Kind, u.Status = UpdateKind(f[2]), Status(strings.Trim(f[3], "-"))
		if _, err := fmt.Sscan(f[0]+" "+f[4], &u.Number, &u.Corrects); err != nil {
			t.Fatal(err)
		}
		src.History[7] = append(src.History[7], u)
	}
	return src
}

func toldReturns(returns []Return) string {
	var list []string
	for _, r := range returns {
		text := r.Lead + " " + string(r.Kind)
		if r.Kind == ReturnLapsed {
			text += " " + string(r.LapsedOn)
		} else if r.Kind != ReturnNone {
			text += fmt.Sprintf(" %d %s", r.Update, r.AnsweredAt.Format("01-02"))
		}
		if r.Late {
			text += " late"
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

func TestWhatEachLeadOwesAndWhatCameOfIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status  Status
		set     int
		updates []string
		want    string
	}{
		"nothing":                               {StatusPlanned, 0, nil, "a none, b none"},
		"a postponed item is owed too":          {StatusPostponed, 0, nil, "a none, b none"},
		"one of two leads":                      {StatusInProgress, 0, []string{"1 a progress - 0 2026-09-20 10:00"}, "a update 1 09-20, b none"},
		"a nil return":                          {StatusInProgress, 0, []string{"1 a nil_return - 0 2026-09-20 10:00"}, "a nil_return 1 09-20, b none"},
		"a nil return, then an update":          {StatusInProgress, 0, []string{"1 a nil_return - 0 2026-09-20 10:00", "2 a progress - 0 2026-10-20 10:00"}, "a update 2 09-20, b none"},
		"the first moment of the round":         {StatusInProgress, 0, []string{"1 a progress - 0 2026-09-01 00:00"}, "a update 1 09-01, b none"},
		"the moment before":                     {StatusInProgress, 0, []string{"1 a progress - 0 2026-08-31 23:59"}, "a none, b none"},
		"the last moment in time":               {StatusInProgress, 0, []string{"1 a progress - 0 2026-10-15 23:59"}, "a update 1 10-15, b none"},
		"the first moment that is late":         {StatusInProgress, 0, []string{"1 a progress - 0 2026-10-16 00:00"}, "a update 1 10-16 late, b none"},
		"the last moment of the round":          {StatusInProgress, 0, []string{"1 a progress - 0 2026-10-31 23:59"}, "a update 1 10-31 late, b none"},
		"after the round":                       {StatusInProgress, 0, []string{"1 a progress - 0 2026-11-01 00:00"}, "a none, b none"},
		"in time, then again late":              {StatusInProgress, 0, []string{"1 a progress - 0 2026-09-20 10:00", "2 a progress - 0 2026-10-20 10:00"}, "a update 2 09-20, b none"},
		"a decision of the co-chairs":           {StatusPlanned, 1, []string{"1 - decision planned 0 2026-09-20 10:00"}, "a none, b none"},
		"completed in the round":                {StatusCompleted, 1, []string{"1 a progress completed 0 2026-09-20 10:00"}, "a update 1 09-20, b lapsed 2026-09-20"},
		"completed before the round":            {StatusCompleted, 1, []string{"1 a progress completed 0 2026-08-20 10:00"}, ""},
		"completed before, and more told since": {StatusCompleted, 1, []string{"1 a progress completed 0 2026-08-20 10:00", "2 a progress - 0 2026-09-20 10:00"}, ""},
		"withdrawn in the round":                {StatusWithdrawn, 2, []string{"1 b progress - 0 2026-09-10 10:00", "2 - decision withdrawn 0 2026-09-20 10:00"}, "a lapsed 2026-09-20, b update 1 09-10"},
		"withdrawn, and nobody had answered":    {StatusWithdrawn, 1, []string{"1 - decision withdrawn 0 2026-09-20 10:00"}, "a lapsed 2026-09-20, b lapsed 2026-09-20"},
		"carried over in the round":             {StatusCarriedOver, 1, []string{"1 - carry_over carried_over 0 2026-10-20 10:00"}, "a lapsed 2026-10-20, b lapsed 2026-10-20"},
		"carried over before the round":         {StatusCarriedOver, 1, []string{"1 - carry_over carried_over 0 2026-08-20 10:00"}, ""},
		"reopened, and closed in the round":     {StatusWithdrawn, 3, []string{"1 a progress completed 0 2026-08-20 10:00", "2 - decision in_progress 0 2026-09-05 10:00", "3 - decision withdrawn 0 2026-09-20 10:00"}, "a lapsed 2026-09-20, b lapsed 2026-09-20"},
		"its completion before corrected since": {StatusCompleted, 2, []string{"1 a progress completed 0 2026-08-20 10:00", "2 a progress completed 1 2026-09-20 10:00"}, ""},
		"told before, completed by correction":  {StatusCompleted, 2, []string{"1 a progress in_progress 0 2026-08-20 10:00", "2 a progress completed 1 2026-09-20 10:00"}, "a lapsed 2026-09-20, b lapsed 2026-09-20"},
		"a correction of an answer":             {StatusInProgress, 0, []string{"1 a progress - 0 2026-09-20 10:00", "2 a progress - 1 2026-10-20 10:00"}, "a update 2 09-20, b none"},
		"a correction of a nil return":          {StatusInProgress, 0, []string{"1 a nil_return - 0 2026-09-20 10:00", "2 a progress - 1 2026-09-21 10:00"}, "a update 2 09-20, b none"},
		"a correction of an earlier report":     {StatusInProgress, 0, []string{"1 a progress - 0 2026-08-20 10:00", "2 a progress - 1 2026-09-20 10:00"}, "a none, b none"},
		"corrected after the round":             {StatusInProgress, 0, []string{"1 a progress - 0 2026-09-20 10:00", "2 a progress - 1 2026-11-20 10:00"}, "a update 1 09-20, b none"},
	} {
		if got := toldReturns(roundOf(t, c.status, c.set, c.updates...).Returns()); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCountingReturns(t *testing.T) {
	t.Parallel()
	returns := slices.Concat(roundOf(t, StatusInProgress, 0, "1 a progress - 0 2026-10-20 10:00", "2 b nil_return - 0 2026-09-20 10:00").Returns(), roundOf(t, StatusPlanned, 0).Returns(),
		roundOf(t, StatusCarriedOver, 2, "1 a nil_return - 0 2026-09-20 10:00", "2 - carry_over carried_over 0 2026-09-21 10:00").Returns())
	all, byLead := CountReturns(returns)
	if want := (RoundCounts{Owed: 5, Answered: 3, Late: 1, Nil: 2, Outstanding: 2, Lapsed: 1}); all != want {
		t.Errorf("in all: %+v, want %+v", all, want)
	}
	if want := []LeadCounts{{"a", RoundCounts{3, 2, 1, 1, 1, 0}}, {"b", RoundCounts{2, 1, 0, 1, 1, 1}}}; !slices.Equal(byLead, want) {
		t.Errorf("by lead: %+v, want %+v", byLead, want)
	}
	if got := toldReturns(Outstanding(returns)); got != "a none, b none" {
		t.Errorf("outstanding: %s", got)
	}
}

// TestTheViewInWhichARoundIsRead: while it runs, as asked for; once it is over, as it was known when it ended.
func TestTheViewInWhichARoundIsRead(t *testing.T) {
	t.Parallel()
	jakarta := zoneOf(t, "Asia/Jakarta")
	known := moment(t, "2026-10-05 10:00")
	for name, c := range map[string]struct {
		round ReportingRound
		view  View
		now   string
		want  View
		until string
	}{
		"while it runs":                 {aRound(), View{AsOf: "2026-10-05", Current: true}, "2026-10-05 12:00", View{AsOf: "2026-10-05", Current: true}, "2026-10-05 17:00:00"},
		"an earlier day":                {aRound(), View{AsOf: "2026-10-01"}, "2026-10-05 12:00", View{AsOf: "2026-10-01"}, "2026-10-01 17:00:00"},
		"as was known":                  {aRound(), View{AsOf: "2026-10-05", KnownAt: known}, "2026-10-09 12:00", View{AsOf: "2026-10-05", KnownAt: known}, "2026-10-05 10:00:00.000001"},
		"when it is over":               {aRound(), View{AsOf: "2026-12-05", Current: true}, "2026-12-05 12:00", View{AsOf: "2026-10-31", KnownAt: moment(t, "2026-10-31 17:00").Add(-time.Microsecond)}, "2026-10-31 17:00:00"},
		"over, as was known before":     {aRound(), View{AsOf: "2026-12-05", KnownAt: known}, "2026-12-05 12:00", View{AsOf: "2026-10-31", KnownAt: known}, "2026-10-05 10:00:00.000001"},
		"when it was closed early":      {aRound(ended(EndedEarly, "2026-09-10T12:00:00Z")), View{AsOf: "2026-12-05", Current: true}, "2026-12-05 12:00", View{AsOf: "2026-09-10", KnownAt: moment(t, "2026-09-10 12:00").Add(-time.Microsecond)}, "2026-09-10 12:00:00"},
		"on the day it closed, earlier": {aRound(), View{AsOf: "2026-10-31", Current: true}, "2026-10-31 12:00", View{AsOf: "2026-10-31", Current: true}, "2026-10-31 17:00:00"},
	} {
		got, until := c.round.During(c.view, moment(t, c.now), jakarta)
		if got.AsOf != c.want.AsOf || got.Current != c.want.Current || !got.KnownAt.Equal(c.want.KnownAt) || until.UTC().Format("2006-01-02 15:04:05.999999") != c.until {
			t.Errorf("%s: %+v until %s, want %+v until %s", name, got, until.UTC(), c.want, c.until)
		}
	}
}

func TestWhatALeadHasToReport(t *testing.T) {
	t.Parallel()
	open, later := aRound(), aRound(func(r *ReportingRound) { r.Number, r.Due = 2, "2026-10-25" })
	item := func(change ...func(*LedItem)) LedItem {
		i := LedItem{ActionItem: ActionItem{Plan: "p", Ref: "1.1", ItemContent: ItemContent{Nature: NatureOneOff, Leads: List{"a", "b"}}}, Body: "wg", Since: "2026-01-01"}
		i.Status, i.LastReportedOn = StatusInProgress, "2026-06-01"
		for _, c := range change {
			c(&i)
		}
		return i
	}
	asked := func(r ReportingRound, kind ReturnKind) func(*LedItem) {
		return func(i *LedItem) {
			i.Asked, i.Returns = append(i.Asked, r), append(i.Returns, Return{Lead: "a", Kind: kind})
		}
	}
	for name, c := range map[string]struct {
		item LedItem
		want string
	}{
		"nothing":                         {item(), ""},
		"a round asks":                    {item(asked(open, ReturnNone)), "[round] 1 2026-10-15 -5"},
		"the round has its answer":        {item(asked(open, ReturnUpdate)), ""},
		"two rounds ask":                  {item(asked(later, ReturnNone), asked(open, ReturnNone)), "[round] 1 2026-10-15 -5"},
		"overdue":                         {item(func(i *LedItem) { i.Due = "2026-09" }), "[overdue] 0 2026-09-30 -20"},
		"overdue, with a new date":        {item(func(i *LedItem) { i.Due, i.PlannedCompletion = "2026-09", "2026-12" }), ""},
		"overdue, and the new date too":   {item(func(i *LedItem) { i.Due, i.PlannedCompletion = "2026-08", "2026-09" }), "[overdue] 0 2026-09-30 -20"},
		"unreported":                      {item(func(i *LedItem) { i.LastReportedOn = "2025-06-01" }), "[unreported] 0  0"},
		"unreported, due later":           {item(func(i *LedItem) { i.LastReportedOn, i.Due = "", "2026-12-31" }), "[unreported] 0 2026-12-31 72"},
		"all at once":                     {item(asked(open, ReturnNone), func(i *LedItem) { i.Due, i.LastReportedOn = "2026-09", "" }), "[round overdue unreported] 1 2026-10-15 -5"},
		"answered, though never reported": {item(asked(open, ReturnNil), func(i *LedItem) { i.LastReportedOn = "" }), ""},
		"of another lead":                 {item(func(i *LedItem) { i.Leads, i.LastReportedOn = List{"b"}, "" }), ""},
		"completed":                       {item(func(i *LedItem) { i.Status, i.LastReportedOn = StatusCompleted, "" }), ""},
	} {
		got, o := "", ObligationsOf(c.item, "a", "2026-10-20")
		if o != nil {
			number := 0
			if o.Round != nil {
				number = o.Round.Number
			}
			got = fmt.Sprintf("%v %d %s %d", o.Reasons, number, o.WantedBy, o.DaysLeft())
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatADigestSays(t *testing.T) {
	t.Parallel()
	r := aRound(func(r *ReportingRound) { r.Note = "Please name openings." })
	item := func(ref string, due PartialDate) ActionItem {
		i := ActionItem{Plan: "p", Ref: ref, ItemContent: ItemContent{Title: "Work " + ref, Nature: NatureOneOff, Due: due}}
		i.Status = StatusInProgress
		return i
	}
	owed := []Return{{Lead: "b", Item: item("2.1", "")}, {Lead: "a", Item: item("1.1", "2026-08")}, {Lead: "c", Item: item("3.1", "")}}
	base := Digest{Kind: MailDigest, To: "Ana", Body: "Example WG", Meeting: "the Fifth Meeting", Round: r, Today: "2026-10-01", Link: "https://plans.example.org"}
	d := NewDigest(base, owed, List{"a", "b"}, map[string]string{"a": "Aland", "b": "Bland"}, nil)
	if got := d.Subject(); got != "Example WG: 2 reports due by 15 October 2026" {
		t.Errorf("subject: %s", got)
	}
	for _, want := range []string{"Dear Ana,", "The reports to Example WG for the Fifth Meeting are due by 15 October 2026.", "\nAland\n  - p 1.1: Work 1.1 (overdue since August 2026; never reported on)\n" +
		"    https://plans.example.org/plans/p/items/1.1/report\n\nBland\n", "From the secretariat: Please name openings.", "send a nil return", "say so on your account page"} {
		if !strings.Contains(d.Text(), want) {
			t.Errorf("the text lacks %q:\n%s", want, d.Text())
		}
	}
	if strings.Contains(d.Text(), "3.1") {
		t.Error("the digest tells of an item of another member")
	}
	base.Link = ""
	for today, want := range map[Date]string{"2026-10-15": "are due today", "2026-10-16": "were due on 15 October 2026. Those that you send until 31 October 2026 are still taken, and marked late"} {
		base.Today = today
		if text := NewDigest(base, owed, List{"a"}, nil, nil).Text(); !strings.Contains(text, want) || strings.Contains(text, "http") {
			t.Errorf("on %s: %s", today, text)
		}
	}
	base.Kind, base.Today = MailEscalation, "2026-10-22"
	e := NewDigest(base, owed, nil, nil, map[string][]string{"a": {"Ana"}})
	if e.Subject() != "Example WG: 3 reports missing that were due on 15 October 2026" || !strings.Contains(e.Text(), "Focal points: Ana") ||
		!strings.Contains(e.Text(), "Nobody signs in for this member") || strings.Contains(e.Text(), "Please name openings") {
		t.Errorf("escalation %q: %s", e.Subject(), e.Text())
	}
}
