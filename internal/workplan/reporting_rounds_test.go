package workplan

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // for machines without time zones

	"github.com/google/go-cmp/cmp"
)

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// aRound runs from 1 September to 31 October 2026, and wants returns by 15 October.
func aRound(change ...func(*ReportingRound)) ReportingRound {
	r := ReportingRound{Number: 1, Body: "wg", RoundContent: RoundContent{Opens: "2026-09-01", Due: "2026-10-15", Closes: "2026-10-31", Reminders: DefaultReminders,
		Escalation: DefaultEscalation}}
	for _, c := range change {
		c(&r)
	}
	return r
}

func ended(e RoundEnding, at string) func(*ReportingRound) {
	return func(r *ReportingRound) {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			panic(err)
		}
		r.Ending, r.EndedAt, r.EndReason = e, &t, "x"
	}
}

func TestTheStateOfARoundOnEachDay(t *testing.T) {
	t.Parallel()
	for on, want := range map[Date]RoundState{"2026-08-31": RoundPlanned, "2026-09-01": RoundOpen, "2026-10-15": RoundOpen, "2026-10-16": RoundOverdue, "2026-10-31": RoundOverdue, "2026-11-01": RoundClosed} {
		if got := aRound().State(on); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
		if got := aRound(ended(EndedEarly, "2026-09-10T12:00:00Z")).State(on); got != RoundClosed {
			t.Errorf("closed early, on %s: %s", on, got)
		}
		if got := aRound(ended(Cancelled, "2026-08-10T12:00:00Z")).State(on); got != RoundCancelled {
			t.Errorf("cancelled, on %s: %s", on, got)
		}
	}
}

func TestTheRulesOfARound(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*RoundContent)
		want   string
	}{
		"as it should be":         {func(*RoundContent) {}, ""},
		"no dates":                {func(r *RoundContent) { r.Opens, r.Due, r.Closes = "", "", "" }, "/opens required,/due required,/closes required"},
		"no date":                 {func(r *RoundContent) { r.Due = "2026-02-30" }, "/due not_a_date"},
		"due before it opens":     {func(r *RoundContent) { r.Due = "2026-08-31" }, "/due out_of_order"},
		"closing before due":      {func(r *RoundContent) { r.Closes = "2026-10-14" }, "/closes out_of_order"},
		"too long":                {func(r *RoundContent) { r.Closes = "2028-01-01" }, "/closes out_of_range"},
		"a strange reminder":      {func(r *RoundContent) { r.Reminders = List{"due", "tomorrow"} }, "/reminders/1 bad_day"},
		"a reminder twice":        {func(r *RoundContent) { r.Reminders = List{"due", "due"} }, "/reminders/1 duplicate"},
		"an empty reminder":       {func(r *RoundContent) { r.Reminders = List{""} }, "/reminders/0 required"},
		"an escalation too early": {func(r *RoundContent) { r.Escalation = "due" }, "/escalation out_of_order"},
		"an escalation too late":  {func(r *RoundContent) { r.Escalation = "closes+61d" }, "/escalation out_of_range"},
		"a strange escalation":    {func(r *RoundContent) { r.Escalation = "due+0d" }, "/escalation bad_day"},
		"no escalation":           {func(r *RoundContent) { r.Escalation = "" }, ""},
		"a bad plan":              {func(r *RoundContent) { r.Plans = List{"No Plan"} }, "/plans/0 bad_code"},
	} {
		content := aRound().RoundContent
		c.change(&content)
		var got []string
		for _, f := range content.Faults() {
			got = append(got, f.Pointer+" "+f.Code)
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
	if f := (NewRound{Body: "wg", RoundContent: aRound().RoundContent}).Faults("2026-11-01"); len(f) != 1 || f[0].Code != "in_past" {
		t.Errorf("a round that is over when it is prepared: %v", f)
	}
}

func TestMovingARound(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		today  Date
		change func(*RoundContent)
		want   string
	}{
		"before it opens, anything":           {"2026-08-01", func(r *RoundContent) { r.Opens, r.Due = "2026-08-15", "2026-10-20" }, ""},
		"before it opens, into the past":      {"2026-08-01", func(r *RoundContent) { r.Opens, r.Due, r.Closes = "2026-07-01", "2026-07-02", "2026-07-03" }, "/closes in_past"},
		"once open, its first day":            {"2026-09-02", func(r *RoundContent) { r.Opens = "2026-09-02" }, "/opens has_opened"},
		"once open, without a reason":         {"2026-09-02", func(r *RoundContent) { r.Due, r.Closes = "2026-10-20", "2026-11-05" }, "/date_reason required"},
		"once open, with one":                 {"2026-09-02", func(r *RoundContent) { r.Due, r.DateReason = "2026-10-20", "the meeting was moved" }, ""},
		"once open, to a day that has passed": {"2026-09-20", func(r *RoundContent) { r.Due, r.DateReason = "2026-09-10", "why not" }, "/due in_past"},
		"overdue, by a reason":                {"2026-10-20", func(r *RoundContent) { r.Due, r.DateReason = "2026-10-25", "two leads asked" }, ""},
		"once open, its note":                 {"2026-09-02", func(r *RoundContent) { r.Note = "x" }, ""},
		"when it is over":                     {"2026-11-01", func(r *RoundContent) { r.Note = "x" }, "round-over"},
	} {
		to := aRound().RoundContent
		c.change(&to)
		f, err := aRound().Moved(to, c.today)
		var got []string
		for _, fault := range f {
			got = append(got, fault.Pointer+" "+fault.Code)
		}
		if err != nil {
			got = []string{err.(*Error).Slug}
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

func TestEndingARound(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 9, 10, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		round  ReportingRound
		today  Date
		ending RoundEnding
		reason string
		want   string
	}{
		"closing an open round":    {aRound(), "2026-09-10", EndedEarly, "all have answered", ""},
		"closing an overdue one":   {aRound(), "2026-10-20", EndedEarly, "all have answered", ""},
		"closing a planned one":    {aRound(), "2026-08-10", EndedEarly, "x", "round-not-open"},
		"closing one that is over": {aRound(), "2026-11-10", EndedEarly, "x", "already-ended"},
		"closing without a reason": {aRound(), "2026-09-10", EndedEarly, " ", "invalid"},
		"cancelling a planned one": {aRound(), "2026-08-10", Cancelled, "no meeting", ""},
		"cancelling an open one":   {aRound(), "2026-09-10", Cancelled, "no meeting", ""},
		"cancelling twice":         {aRound(ended(Cancelled, "2026-09-01T00:00:00Z")), "2026-09-10", Cancelled, "x", "already-ended"},
		"cancelling a closed one":  {aRound(ended(EndedEarly, "2026-09-01T00:00:00Z")), "2026-09-10", Cancelled, "x", "already-ended"},
	} {
		end, err := c.round.End(EndRound{c.ending, c.reason}, at, c.today)
		slug := ""
		if err != nil {
			slug = err.(*Error).Slug
		}
		if slug != c.want || err == nil && (end.Ending != c.ending || !end.EndedAt.Equal(at) || end.EndReason != c.reason) {
			t.Errorf("%s: %+v, %v; want %q", name, end, err, c.want)
		}
	}
}

func TestRoundsThatCollide(t *testing.T) {
	t.Parallel()
	other := func(change ...func(*ReportingRound)) ReportingRound {
		return aRound(append([]func(*ReportingRound){func(r *ReportingRound) { r.Number = 2 }}, change...)...)
	}
	days := func(opens, closes Date) func(*ReportingRound) {
		return func(r *ReportingRound) { r.Opens, r.Due, r.Closes = opens, opens, closes }
	}
	about := func(plans ...string) func(*ReportingRound) { return func(r *ReportingRound) { r.Plans = plans } }
	for name, c := range map[string]struct {
		a, b ReportingRound
		want bool
	}{
		"the same days":                 {aRound(), other(), true},
		"itself":                        {aRound(), aRound(), false},
		"another body":                  {aRound(), other(func(r *ReportingRound) { r.Body = "x" }), false},
		"a day in common":               {aRound(), other(days("2026-10-31", "2026-11-05")), true},
		"the day after":                 {aRound(), other(days("2026-11-01", "2026-11-05")), false},
		"the day before":                {aRound(), other(days("2026-08-01", "2026-08-31")), false},
		"other plans":                   {aRound(about("p")), other(about("q")), false},
		"a plan in common":              {aRound(about("p", "q")), other(about("q")), true},
		"one about all plans":           {aRound(about("p")), other(), true},
		"one that was cancelled":        {aRound(), other(ended(Cancelled, "2026-09-01T00:00:00Z")), false},
		"one that was closed before":    {aRound(), other(days("2026-08-01", "2026-10-01"), ended(EndedEarly, "2026-09-01T10:00:00Z")), false},
		"one closed on the second day ": {aRound(), other(days("2026-08-01", "2026-10-01"), ended(EndedEarly, "2026-09-02T10:00:00Z")), true},
	} {
		if got := c.a.Collides(c.b, time.UTC); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestDaysOfARoundInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		due  Date
		word string
		want Date
	}{
		{"2026-10-31", "due", "2026-10-31"}, {"2026-10-31", "due-1m", "2026-09-30"}, {"2026-03-31", "due-1m", "2026-02-28"}, {"2024-03-31", "due-1m", "2024-02-29"},
		{"2024-02-29", "due+12m", "2025-02-28"}, {"2024-01-31", "due+1m", "2024-02-29"}, {"2026-01-31", "due-2m", "2025-11-30"}, {"2026-12-31", "due+2m", "2027-02-28"},
		{"2024-03-01", "due-1d", "2024-02-29"}, {"2026-03-01", "due-1d", "2026-02-28"}, {"2026-03-29", "due-2w", "2026-03-15"}, {"2026-01-01", "due-1d", "2025-12-31"},
		{"2026-10-15", "opens", "2026-09-01"}, {"2026-10-15", "closes-1w", "2026-12-24"},
	} {
		r := RoundContent{Opens: "2026-09-01", Due: c.due, Closes: "2026-12-31"}
		if got, err := r.DayOf(c.word); err != nil || got != c.want {
			t.Errorf("%s of %s: %s, %v; want %s", c.word, c.due, got, err, c.want)
		}
	}
	for _, word := range []string{"", "tomorrow", "due-", "due-0d", "due-1y", "due-1000d", "due 1d", "Due", "due-1d ", "opens-01d"} {
		if got, err := (aRound().RoundContent).DayOf(word); err == nil {
			t.Errorf("%q was taken as %s", word, got)
		}
	}
}

func TestWindowsOfARound(t *testing.T) {
	t.Parallel()
	r := aRound(func(r *ReportingRound) {
		r.Reminders = List{"due", "opens", "due-44d", "due-1m", "due-2m", "closes+1d", "due+3d"} // due-44d is the opening day too
	})
	want := []Window{{"2026-09-01", MailDigest}, {"2026-09-15", MailDigest}, {"2026-10-15", MailDigest}, {"2026-10-18", MailDigest}, {"2026-10-22", MailEscalation}}
	if diff := cmp.Diff(want, r.Windows()); diff != "" {
		t.Error(diff)
	}
	none := RoundContent{Opens: "2026-09-01", Due: "2026-09-01", Closes: "2026-09-01"}
	if got := none.Windows(); len(got) > 0 {
		t.Errorf("without reminders: %v", got)
	}
}

// TestMomentsOfADay holds the moment at which clocks show an hour against what each zone did on that day.
func TestMomentsOfADay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		zone         string
		on           Date
		hour, minute int
		want         string
	}{
		"an ordinary morning":                      {"Asia/Jakarta", "2026-10-15", 8, 0, "2026-10-15T01:00:00Z"},
		"in summer time":                           {"Europe/Berlin", "2026-07-01", 8, 0, "2026-07-01T06:00:00Z"},
		"in winter time":                           {"Europe/Berlin", "2026-12-01", 8, 0, "2026-12-01T07:00:00Z"},
		"the morning on which clocks went forward": {"Europe/Berlin", "2026-03-29", 8, 0, "2026-03-29T06:00:00Z"},
		"the morning on which clocks went back":    {"Europe/Berlin", "2026-10-25", 8, 0, "2026-10-25T07:00:00Z"},
		"an hour that does not exist":              {"Europe/Berlin", "2026-03-29", 2, 30, "2026-03-29T01:00:00Z"},
		"an hour that exists twice":                {"Europe/Berlin", "2026-10-25", 2, 30, "2026-10-25T00:30:00Z"},
		"an hour that does not exist in New York":  {"America/New_York", "2026-03-08", 2, 30, "2026-03-08T07:00:00Z"},
		"an hour that exists twice in New York":    {"America/New_York", "2026-11-01", 1, 30, "2026-11-01T05:30:00Z"},
		"clocks that move by half an hour":         {"Australia/Lord_Howe", "2026-10-04", 2, 15, "2026-10-03T15:30:00Z"},
		"a midnight that does not exist":           {"Africa/Cairo", "2026-04-24", 0, 0, "2026-04-23T22:00:00Z"},
		"a day that a country left out":            {"Pacific/Apia", "2011-12-30", 8, 0, "2011-12-30T10:00:00Z"},
		"far in the east":                          {"Pacific/Kiritimati", "2026-10-15", 8, 0, "2026-10-14T18:00:00Z"},
		"far in the west":                          {"Pacific/Pago_Pago", "2026-10-15", 8, 0, "2026-10-15T19:00:00Z"},
		"a leap day":                               {"Asia/Kathmandu", "2024-02-29", 8, 0, "2024-02-29T02:15:00Z"},
		"where nothing ever moved":                 {"UTC", "2026-10-15", 8, 0, "2026-10-15T08:00:00Z"},
	} {
		if got := c.on.At(c.hour, c.minute, zoneOf(t, c.zone)).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	for _, zone := range []string{"Europe/Berlin", "Africa/Cairo", "America/Santiago", "Asia/Beirut", "Pacific/Apia"} {
		z := zoneOf(t, zone)
		for d := Date("2026-01-01"); d < "2027-01-01"; d = d.AddDays(1) {
			if first := d.Begins(z); DateOf(first) != d || DateOf(first.Add(-time.Microsecond)) >= d || !d.Ends(z).Equal(d.AddDays(1).Begins(z)) {
				t.Fatalf("%s begins in %s at %s", d, zone, first)
			}
		}
	}
}

func TestTheLatestWindowOfAReader(t *testing.T) {
	t.Parallel()
	windows := []Window{{"2026-10-01", MailDigest}, {"2026-10-15", MailDigest}, {"2026-10-22", MailEscalation}}
	for name, c := range map[string]struct {
		now, zone string
		kind      MailKind
		want      Date
	}{
		"before the first":                        {"2026-10-01T07:59:59Z", "UTC", MailDigest, ""},
		"on its morning":                          {"2026-10-01T08:00:00Z", "UTC", MailDigest, "2026-10-01"},
		"where it is morning already":             {"2026-10-01T01:00:00Z", "Asia/Jakarta", MailDigest, "2026-10-01"},
		"where it is not yet":                     {"2026-10-01T14:00:00Z", "America/Los_Angeles", MailDigest, ""},
		"after the service was down for two days": {"2026-10-03T08:00:00Z", "UTC", MailDigest, "2026-10-01"},
		"too late":                                {"2026-10-04T08:00:00Z", "UTC", MailDigest, ""},
		"the second":                              {"2026-10-15T12:00:00Z", "UTC", MailDigest, "2026-10-15"},
		"the escalation":                          {"2026-10-22T08:00:00Z", "UTC", MailEscalation, "2026-10-22"},
		"no digest on the day of the escalation":  {"2026-10-22T08:00:00Z", "UTC", MailDigest, ""},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		w, open := LatestWindow(windows, c.kind, zoneOf(t, c.zone), now)
		if open != (c.want != "") || open && w.On != c.want {
			t.Errorf("%s: %s %v, want %s", name, w.On, open, c.want)
		}
	}
}

func TestWhoseDigestIsDue(t *testing.T) {
	t.Parallel()
	r := aRound(func(r *ReportingRound) { r.Reminders = List{"opens", "due"} })
	now := time.Date(2026, 10, 15, 1, 30, 0, 0, time.UTC) // half past eight in Jakarta
	to := []Recipient{{User: User{Username: "east", TimeZone: "Asia/Jakarta"}}, {User: User{Username: "off", TimeZone: "Asia/Jakarta", DigestOff: true}},
		{User: User{Username: "service"}}, {User: User{Username: "told", TimeZone: "Asia/Jakarta"}}, {User: User{Username: "odd", TimeZone: "No/Such"}}}
	there := []RoundMail{{Round: 1, Kind: MailDigest, WindowOn: "2026-10-15", Username: "told"}}
	names := func(mails []RoundMail) []string {
		var list []string
		for _, m := range mails {
			list = append(list, m.Username+" "+string(m.WindowOn))
		}
		return list
	}
	if got := names(DueMails(r, to, MailDigest, there, now, time.UTC)); !slices.Equal(got, []string{"east 2026-10-15"}) {
		t.Errorf("in the morning of Jakarta: %v", got)
	}
	now = time.Date(2026, 10, 15, 8, 0, 0, 0, time.UTC)
	if got := names(DueMails(r, to, MailDigest, there, now, time.UTC)); !slices.Equal(got, []string{"east 2026-10-15", "service 2026-10-15", "odd 2026-10-15"}) {
		t.Errorf("in the morning of the service: %v", got)
	}
	now = time.Date(2026, 10, 22, 9, 0, 0, 0, time.UTC)
	if got := names(DueMails(r, to[1:2], MailEscalation, nil, now, time.UTC)); !slices.Equal(got, []string{"off 2026-10-22"}) {
		t.Errorf("an escalation to one who wants no digests: %v", got)
	}
	if !r.MayMail(MailDigest, now.AddDate(0, 0, -7)) || r.MayMail(MailDigest, time.Date(2026, 9, 20, 0, 0, 0, 0, time.UTC)) || aRound(ended(EndedEarly, "2026-10-01T00:00:00Z")).MayMail(MailDigest, now) {
		t.Error("whether it is worth looking closer")
	}
}

func TestWhatBecomesOfAMail(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 10, 15, 8, 0, 0, 0, time.UTC)
	m, waited := RoundMail{State: MailQueued, NotBefore: at}, []time.Duration{}
	for m.Waits() {
		m.Attempts++
		m = m.After(MailOutcome{MailFailed, "no\nanswer"}, at)
		waited = append(waited, m.NotBefore.Sub(at))
		at = m.NotBefore
	}
	if m.State != MailGivenUp || m.Attempts != 8 || m.Reason != "no answer" || waited[0] != time.Minute || waited[6] != 12*time.Hour {
		t.Errorf("after %v: %+v", waited, m)
	}
	for _, state := range []MailState{MailSent, MailGivenUp, MailDropped, MailUncertain} {
		if got := (RoundMail{State: MailSending, Leased: "x", LeasedUntil: &at}).After(MailOutcome{State: state}, at); got.State != state || got.Waits() || got.Leased != "" || got.LeasedUntil != nil {
			t.Errorf("%s: %+v", state, got)
		}
	}
}
