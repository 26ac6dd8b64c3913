package web

import (
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// roundsPage lists the reporting rounds of the bodies of which the person may read them: those that run, those to come, and those that are over, page by
// page.
type roundsPage struct {
	Body    string
	Bodies  []option
	Running []tracker.RoundReading
	Planned []tracker.RoundReading
	Over    []tracker.RoundReading
	Names   map[string]string
	MayOpen bool
	paging  // of what is over
}

// overAPage is how many rounds that are over stand on a page. Each is counted as its reader sees it.
const overAPage = 10

// Any says whether there is any round.
func (p roundsPage) Any() bool {
	return len(p.Running)+len(p.Planned)+len(p.Over) > 0 || p.First != ""
}

// address is that of the list of a body, or of all, after a row where one is given.
func (p roundsPage) address(after string) string {
	return "/rounds" + string(queried("?", given("body", p.Body, "after", after)))
}

// roundPath is the address of a round.
func roundPath(number int) string { return "/rounds/" + strconv.Itoa(number) }

// running are the rounds that run in a body, with what is answered of what is owed.
func (c *call) running(body string) ([]tracker.RoundReading, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	return every(func(p workplan.Page) (workplan.Listing[tracker.RoundReading], error) {
		return t.ListCountedRounds(ctx, c.actor, workplan.RoundFilter{Body: workplan.List{body}, State: []workplan.RoundState{workplan.RoundOpen, workplan.RoundOverdue}}, p, tracker.When{})
	})
}

// listRounds shows the rounds.
func (s *site) listRounds(c *call) error {
	if c.actor.Anonymous() {
		return errSignIn
	}
	page := roundsPage{Body: c.QueryParam("body"), Names: map[string]string{}}
	bodies, err := c.bodiesFor(workplan.ReadRounds)
	if err != nil {
		return err
	}
	if len(bodies) == 0 {
		return c.actor.Must(workplan.ReadRounds, workplan.Object{})
	}
	for _, b := range bodies {
		page.Names[b.Code] = shortName(b)
		page.MayOpen = page.MayOpen || c.may(workplan.RunRounds, b.Code)
	}
	page.Bodies = bodyOptions(bodies)
	if err := among("body", page.Body, page.Bodies); err != nil {
		return err
	}
	if err := c.rounds(&page); err != nil {
		return err
	}
	return c.show("rounds", page)
}

// rounds reads the rounds of a page, with the numbers of those that have any.
func (c *call) rounds(page *roundsPage) error {
	ctx, t := c.Request().Context(), c.site.Tracker
	f := workplan.RoundFilter{}
	if page.Body != "" {
		f.Body = workplan.List{page.Body}
	}
	after, err := c.after("after", "rounds", page.Body)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		rows   *[]tracker.RoundReading
		states []workplan.RoundState
		order  workplan.Sort
		over   bool
	}{
		{&page.Running, []workplan.RoundState{workplan.RoundOpen, workplan.RoundOverdue}, workplan.Sort{Word: "due"}, false},
		{&page.Planned, []workplan.RoundState{workplan.RoundPlanned}, workplan.Sort{Word: "due"}, false},
		{&page.Over, []workplan.RoundState{workplan.RoundClosed, workplan.RoundCancelled}, falling("number"), true},
	} {
		if after != nil && !part.over {
			continue
		}
		f.State = part.states
		read := func(p workplan.Page) (workplan.Listing[tracker.RoundReading], error) {
			return t.ListCountedRounds(ctx, c.actor, f, p, tracker.When{})
		}
		var list workplan.Listing[tracker.RoundReading]
		if part.over {
			list, err = read(workplan.Page{Limit: overAPage, Sort: []workplan.Sort{part.order}, After: after})
		} else {
			list.Rows, err = every(read, part.order)
		}
		if err != nil {
			return err
		}
		*part.rows = list.Rows
		if part.over {
			page.paging = pagingOf(after, list.Next, page.address, "rounds", page.Body)
		}
	}
	return nil
}

// roundHead is what every page about a round knows of it.
type roundHead struct {
	tracker.RoundReading
	Of  workplan.Body
	Met string // what the meeting for which it asks is called
	memberNames
	MayRun bool
	// NoMail says that no mail leaves the service as it is set up.
	NoMail bool
	// MayReadMails says whether the person may see what was and would be mailed.
	MayReadMails bool
}

// Path is the address of the round.
func (h roundHead) Path() string { return roundPath(h.Number) }

// Stands says whether the round can still be edited or ended.
func (h roundHead) Stands() bool { return h.State.Running() || h.State == workplan.RoundPlanned }

// Missing says whether anything that is owed has not come in.
func (h roundHead) Missing() bool { return h.Counts != nil && h.Counts.Outstanding > 0 }

// round reads the round of the address.
func (c *call) round() (roundHead, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	number, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return roundHead{}, workplan.Missing("reporting round %s", c.Param("number"))
	}
	r, err := t.Round(ctx, c.actor, number, tracker.When{})
	if err != nil {
		return roundHead{}, err
	}
	h := roundHead{RoundReading: r, NoMail: !c.site.SendsMail, MayRun: c.may(workplan.RunRounds, r.Body),
		MayReadMails: c.may(workplan.ReadRoundMails, r.Body)}
	if h.Of, err = t.Body(ctx, c.actor, r.Body); err != nil {
		return h, err
	}
	if h.memberNames, err = c.register(); err != nil {
		return h, err
	}
	if r.Meeting != "" {
		m, err := t.Meeting(ctx, c.actor, r.Meeting, tracker.When{})
		if err != nil && workplan.KindOf(err) != workplan.NotFound {
			return h, err
		}
		h.Met = m.Name
	}
	return h, nil
}

// roundToRun reads the round of the address for who may run it.
func (c *call) roundToRun() (roundHead, error) {
	h, err := c.round()
	if err == nil {
		err = c.actor.Must(workplan.RunRounds, workplan.Object{Body: h.RoundReading.Body})
	}
	return h, err
}
