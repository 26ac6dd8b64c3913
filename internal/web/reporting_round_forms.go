package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// roundForm is the form by which a round is opened or edited. Number is 0 for one that is not there yet.
type roundForm struct {
	sheet
	Number   int
	Body     workplan.Body
	Bodies   []workplan.Body // among which the person chooses first, where there are several
	Opened   bool
	Meetings []option
	Plans    []option
	Days     []option
	Lists    []option
}

// Path is the address of the round; of the list for a new one.
func (f roundForm) Path() string {
	if f.Number == 0 {
		return "/rounds"
	}
	return roundPath(f.Number)
}

// The days on which mails go out that the form offers; others that a round has already stay among them.
var (
	offeredReminders   = workplan.List{"opens", "due-14d", "due-7d", "due-3d", "due", "due+3d", "closes-3d"}
	offeredEscalations = workplan.List{"due+3d", "due+7d", "due+14d", "closes"}
)

// fill reads what the form offers to choose from.
func (f *roundForm) fill(c *call, had workplan.RoundContent) error {
	plans, err := c.plansIn(workplan.List{f.Body.Code}, tracker.When{})
	if err != nil {
		return err
	}
	for _, p := range plans {
		if p.Status == workplan.PlanEndorsed || had.Plans.Has(p.Code) {
			f.Plans = append(f.Plans, option{p.Code, p.Title})
		}
	}
	day := func(word string) string { return roundDay(c.lang, word) }
	f.Days = including(nil, day, slices.Concat(offeredReminders, f.list("reminders"), had.Reminders)...)
	f.Lists = including(nil, day, slices.Concat(offeredEscalations, workplan.List{f.text("escalation"), had.Escalation})...)
	f.Meetings, err = c.meetingChoices(f.Body.Code)
	return err
}

// roundDay says in words which day of a round a word such as due-14d names; the word itself where it names none.
func roundDay(l *language.Language, word string) string {
	at := strings.IndexAny(word, "+-")
	name := word
	if at > 0 {
		name = word[:at]
	}
	base := map[string]string{"opens": l.T("the day it opens"), "due": l.T("the day returns are due"), "closes": l.T("the day it closes")}[name]
	if at < 0 || base == "" || len(word) < at+2 {
		return cmp.Or(base, word)
	}
	count, err := strconv.Atoi(word[at+1 : len(word)-1])
	if err != nil {
		return word
	}
	var far string
	switch word[len(word)-1] {
	case 'd':
		far = l.N("%d day", "%d days", count)
	case 'w':
		far = l.N("%d week", "%d weeks", count)
	default:
		far = l.N("%d month", "%d months", count)
	}
	if word[at] == '-' {
		return l.T("%s before %s", far, base)
	}
	return l.T("%s after %s", far, base)
}

// content is what the form says of the round.
func (f roundForm) content() workplan.RoundContent {
	return workplan.RoundContent{Meeting: f.text("meeting"), Opens: workplan.Date(f.text("opens")), Due: workplan.Date(f.text("due")), Closes: workplan.Date(f.text("closes")),
		DateReason: f.text("date_reason"), Plans: f.list("plans"), Reminders: f.list("reminders"), Escalation: f.text("escalation"), Note: f.text("note")}
}

// firstDays proposes the days of a new round: it opens today and is due in four weeks; before a meeting it closes a week ahead of it, and is due a week
// before that, where there is time.
func firstDays(today workplan.Date, meeting *workplan.Meeting) (due, closes workplan.Date) {
	due, closes = today.AddDays(28), today.AddDays(42)
	if meeting != nil {
		if before := meeting.Starts.First().AddDays(-7); before.AddDays(-7) > today.AddDays(7) {
			due, closes = before.AddDays(-7), before
		}
	}
	return due, closes
}

// newRound is the form for a round of a body, with days that fit its next meeting.
func (c *call) newRound(body workplan.Body) (roundForm, error) {
	f := roundForm{sheet: blank("body", body.Code, "opens", string(c.site.today()), "escalation", workplan.DefaultEscalation), Body: body}
	f.Values["reminders"] = slices.Clone(workplan.DefaultReminders)
	meetings, err := c.meetingsOf(body.Code)
	if err != nil {
		return f, err
	}
	var next *workplan.Meeting
	for _, m := range meetings { // the latest first: the last one found is the nearest
		if m.Starts != "" && m.Starts.First() > c.site.today() {
			next = &m.Meeting
		}
	}
	if next != nil {
		f.Values.Set("meeting", next.Code)
	}
	due, closes := firstDays(c.site.today(), next)
	f.Values.Set("due", string(due))
	f.Values.Set("closes", string(closes))
	return f, f.fill(c, workplan.RoundContent{})
}

// showNewRound shows the form for a round: of the body that the address names, or of the one that the person keeps.
func (s *site) showNewRound(c *call) error {
	if c.actor.Anonymous() {
		return errSignIn
	}
	kept, err := c.bodiesFor(workplan.RunRounds)
	if err != nil {
		return err
	}
	if named := c.QueryParam("body"); named != "" {
		if err := c.actor.Must(workplan.RunRounds, workplan.Object{Body: named}); err != nil {
			return err
		}
		kept = slices.DeleteFunc(kept, func(b workplan.Body) bool { return b.Code != named })
	}
	switch len(kept) {
	case 0:
		return c.actor.Must(workplan.RunRounds, workplan.Object{})
	case 1:
		f, err := c.newRound(kept[0])
		if err != nil {
			return err
		}
		return c.show("round_form", f)
	default:
		return c.show("round_form", roundForm{Bodies: kept})
	}
}

// createRound opens a round.
func (s *site) createRound(c *call) error {
	form := c.sent()
	f := roundForm{sheet: form}
	if err := c.actor.Must(workplan.RunRounds, workplan.Object{Body: form.text("body")}); err != nil {
		return err
	}
	var err error
	if f.Body, err = s.Tracker.Body(c.Request().Context(), c.actor, form.text("body")); err != nil {
		return err
	}
	return write(c, &f.sheet, func(ctx context.Context) (tracker.RoundReading, error) {
		return s.Tracker.CreateRound(ctx, c.actor, workplan.NewRound{Body: f.Body.Code, RoundContent: f.content()})
	}, func(r tracker.RoundReading) string { return roundPath(r.Number) + "?done=created" }, func(status int) error {
		if err := f.fill(c, workplan.RoundContent{}); err != nil {
			return err
		}
		return c.page(status, "round_form", f)
	})
}

// editedRound is the form for a round that is there, with what was typed where that is given.
func (c *call) editedRound(h roundHead, typed *sheet) (roundForm, error) {
	r := h.RoundContent
	f := roundForm{Number: h.Number, Body: h.Of, Opened: h.State != workplan.RoundPlanned}
	if typed != nil {
		f.sheet = *typed
	} else {
		f.sheet = editing(h.Version, "meeting", r.Meeting, "opens", string(r.Opens), "due", string(r.Due), "closes", string(r.Closes), "escalation", r.Escalation, "note", r.Note)
		f.Values["reminders"], f.Values["plans"] = slices.Clone(r.Reminders), slices.Clone(r.Plans)
	}
	return f, f.fill(c, r)
}

// showRoundForm shows the form in which a round is edited.
func (s *site) showRoundForm(c *call) error {
	h, err := c.roundToRun()
	if err != nil {
		return err
	}
	if _, err := h.Moved(h.RoundContent, s.today()); err != nil {
		return err
	}
	f, err := c.editedRound(h, nil)
	if err != nil {
		return err
	}
	return c.show("round_form", f)
}

// editRound keeps what was typed of a round.
func (s *site) editRound(c *call) error {
	form := c.sent()
	h, err := c.roundToRun()
	if err != nil {
		return err
	}
	f, err := c.editedRound(h, &form)
	if err != nil {
		return err
	}
	return write(c, &f.sheet, func(ctx context.Context) (tracker.RoundReading, error) {
		return s.Tracker.EditRound(ctx, c.actor, h.Number, f.known(), func(r *workplan.RoundContent) error {
			*r = f.content()
			return nil
		})
	}, func(tracker.RoundReading) string { return h.Path() + "?done=kept" }, func(status int) error {
		f.caughtUp(h.Version)
		return c.page(status, "round_form", f)
	})
}

// FirstDay is the day on which the round opened.
func (f roundForm) FirstDay() workplan.Date { return workplan.Date(f.Value("opens")) }
