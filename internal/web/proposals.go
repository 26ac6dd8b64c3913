package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// proposalsAPage is how many proposals of each kind stand on a page.
const proposalsAPage = 50

// The two parts of the list: what waits for a decision, and what became of the rest.
var (
	undecided = []workplan.ProposalState{workplan.ProposalOpen, workplan.ProposalDeferred}
	decided   = []workplan.ProposalState{workplan.ProposalAccepted, workplan.ProposalMerged, workplan.ProposalDeclined, workplan.ProposalWithdrawn}
)

// proposalsPage is the proposals that a person may read, those that wait first. For who decides on them, each of these has what looks like it beside it.
type proposalsPage struct {
	Bodies  []proposalBody
	Ask     proposalAsk
	TooLong bool
	Windows []option
	Members []option
	// Yours wait for the person's own decision, Waiting for that of others.
	Yours   proposalRows
	Waiting proposalRows
	Decided proposalRows
	Alike   map[int][]workplan.Similar
	memberNames
	Plans map[string]string
}

// proposalBody is a body and whether it takes proposals. Open is the window that is open now, Next the one that opens next, Last the latest that is over.
type proposalBody struct {
	workplan.Body
	Open, Next, Last *tracker.WindowReading
	May              bool
	Keeps            bool
}

// proposalAsk is which proposals the address asks for, and in which order.
type proposalAsk struct {
	Body, Window, State, Member, Query, Order string
}

// proposalRows are some proposals.
type proposalRows struct {
	Rows []workplan.ProposalReading
	paging
}

// orders are those of the list of proposals.
var orders = map[string]workplan.Sort{"": falling("number"), "supports": falling("supports"), "title": {Word: "title"}}

// proposalPath is the address of a proposal.
func proposalPath(number int) string { return "/proposals/" + strconv.Itoa(number) }

// Values are what the address asks for.
func (a proposalAsk) Values() url.Values {
	return given("body", a.Body, "window", a.Window, "state", a.State, "member", a.Member, "q", a.Query, "order", a.Order)
}

// Narrows says whether anything is left out.
func (a proposalAsk) Narrows() bool { return a.Body+a.Window+a.State+a.Member+a.Query != "" }

// Desk says whether the person decides on proposals of any body on the page.
func (p proposalsPage) Desk() bool {
	_, kept, _ := p.codes()
	return len(kept) > 0
}

// Others says whether there are bodies on the page on whose proposals the person does not decide.
func (p proposalsPage) Others() bool {
	_, _, others := p.codes()
	return len(others) > 0
}

// Windowed says whether the person may know of the windows of any body.
func (p proposalsPage) Windowed() bool {
	return slices.ContainsFunc(p.Bodies, func(b proposalBody) bool { return b.May || b.Keeps || cmp.Or(b.Open, b.Next, b.Last) != nil })
}

// Shows says whether the list has a part, as it is narrowed.
func (p proposalsPage) Shows(states []workplan.ProposalState) bool {
	return p.Ask.State == "" || slices.Contains(states, workplan.ProposalState(p.Ask.State))
}

// ShowsWaiting and ShowsDecided say the same of the two parts.
func (p proposalsPage) ShowsWaiting() bool { return p.Shows(undecided) }

// ShowsDecided says whether the list has what was decided.
func (p proposalsPage) ShowsDecided() bool { return p.Shows(decided) }

// States lists the states of a proposal, in their order.
func (p proposalsPage) States() []workplan.ProposalState { return workplan.ProposalStates }

// BodyName is what a body is called in short.
func (p proposalsPage) BodyName(code string) string {
	if n := slices.IndexFunc(p.Bodies, func(b proposalBody) bool { return b.Code == code }); n >= 0 {
		return cmp.Or(p.Bodies[n].ShortName, p.Bodies[n].Name)
	}
	return code
}

// ItemName is what an item is called: its ref, and of which plan it is.
func (p proposalsPage) ItemName(l *language.Language, item string) string {
	return itemCalled(l, p.Plans, item)
}

// listProposals shows the proposals that a person may read; to the keepers of a body it is their desk.
func (s *site) listProposals(c *call) error {
	p := proposalsPage{Plans: map[string]string{}, Ask: proposalAsk{Body: c.QueryParam("body"), Window: c.QueryParam("window"), State: c.QueryParam("state"),
		Member: c.QueryParam("member"), Query: strings.TrimSpace(c.QueryParam("q")), Order: c.QueryParam("order")}}
	if of := c.QueryParam("windows"); of != "" && of != p.Ask.Body {
		p.Ask.Window = "" // it was chosen among those of the body that was asked for before
	}
	if err := c.proposalBodies(&p); err != nil {
		return err
	}
	if err := p.sensible(); err != nil {
		return err
	}
	if p.TooLong = utf8.RuneCountInString(p.Ask.Query) > searchLength; p.TooLong {
		return c.show("proposals", p)
	}
	all, kept, others := p.codes()
	for _, part := range []struct {
		rows   *proposalRows
		name   string
		states []workplan.ProposalState
		bodies workplan.List
	}{{&p.Yours, "yours", undecided, kept}, {&p.Waiting, "waiting", undecided, others}, {&p.Decided, "decided", decided, all}} {
		var err error
		if *part.rows, err = c.proposalRows(p, part.name, part.states, part.bodies); err != nil {
			return err
		}
	}
	var err error
	if p.Alike, err = s.Tracker.AlikeProposals(c.Request().Context(), c.actor, p.Yours.Rows); err != nil {
		return err
	}
	if p.memberNames, err = s.Tracker.ProposalMembers(c.Request().Context(), c.actor, slices.Concat(p.Yours.Rows, p.Waiting.Rows, p.Decided.Rows)); err != nil {
		return err
	}
	plans, err := c.plansIn(all, tracker.When{})
	for _, of := range plans {
		p.Plans[of.Code] = of.Title
	}
	if err != nil {
		return err
	}
	return c.show("proposals", p)
}

// codes are the bodies of which the list has proposals, and of these those on whose proposals the person decides, and the others.
func (p proposalsPage) codes() (all, kept, others workplan.List) {
	for _, b := range p.Bodies {
		switch {
		case p.Ask.Body != "" && p.Ask.Body != b.Code:
			continue
		case b.Keeps:
			kept = append(kept, b.Code)
		default:
			others = append(others, b.Code)
		}
		all = append(all, b.Code)
	}
	return all, kept, others
}

// sensible refuses to be narrowed to what there is not. A window is one of a body; who may not read the register finds nothing of a member.
func (p proposalsPage) sensible() error {
	var bodies []option
	for _, b := range p.Bodies {
		bodies = append(bodies, option{b.Code, b.Name})
	}
	err := cmp.Or(among("body", p.Ask.Body, bodies), among("window", p.Ask.Window, p.Windows))
	if p.Members != nil {
		err = cmp.Or(err, among("member", p.Ask.Member, p.Members))
	}
	return err
}

// proposalBodies reads the bodies, as far as the person may know of their windows, and what the list is narrowed by.
func (c *call) proposalBodies(p *proposalsPage) error {
	bodies, err := c.site.Tracker.Bodies(c.Request().Context(), c.actor)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		of, windows, err := c.proposalBody(b)
		if err != nil {
			return err
		}
		for _, w := range windows {
			if b.Code == p.Ask.Body {
				p.Windows = append(p.Windows, option{strconv.Itoa(w.Number), c.lang.T("Window %d: %s to %s", w.Number, c.lang.Day(w.Opens), c.lang.Day(w.Closes))})
			}
		}
		p.Bodies = append(p.Bodies, of)
	}
	if c.somewhere(workplan.ReadRegister) {
		names, err := c.register()
		if err != nil {
			return err
		}
		p.Members = memberOptions(names, maps.Keys(names))
	}
	return nil
}

// proposalBody is a body with what the person may do about proposals to it today, and its windows as far as the person may know of them, the latest first.
func (c *call) proposalBody(b workplan.Body) (proposalBody, []tracker.WindowReading, error) {
	of := proposalBody{Body: b, Keeps: c.may(workplan.DecideProposals, b.Code)}
	if !c.somewhere(workplan.ReadWindows) {
		return of, nil, nil
	}
	windows, err := c.windowsOf(b.Code)
	if err != nil {
		return of, nil, err
	}
	of.ready(windows)
	of.May = c.actor.ProposesOn(b.Code, contents(windows), c.site.today()) == nil
	return of, windows, nil
}

// ready finds the window that is open, the next and the last of windows of which the latest comes first.
func (b *proposalBody) ready(windows []tracker.WindowReading) {
	for n := range windows {
		w := &windows[n]
		switch w.State {
		case workplan.WindowOpen:
			b.Open = w
		case workplan.WindowUpcoming:
			b.Next = w
		case workplan.WindowClosed:
			b.Last = cmp.Or(b.Last, w)
		}
	}
}

// proposalRows reads a part of the list: a page of it, after the row that the address names.
func (c *call) proposalRows(p proposalsPage, part string, states []workplan.ProposalState, bodies workplan.List) (proposalRows, error) {
	var rows proposalRows
	if !p.Shows(states) || len(bodies) == 0 {
		return rows, nil
	}
	f := workplan.ProposalFilter{Body: bodies, State: states, Query: p.Ask.Query}
	if p.Ask.State != "" {
		f.State = []workplan.ProposalState{workplan.ProposalState(p.Ask.State)}
	}
	if p.Ask.Member != "" {
		f.Proposer = workplan.List{p.Ask.Member}
	}
	if number, err := strconv.Atoi(p.Ask.Window); err == nil {
		f.Window = []int{number}
	}
	list := []string{"proposals", part, p.Ask.Values().Encode()}
	after, err := c.after(part, list...)
	if err != nil {
		return rows, err
	}
	found, err := c.site.Tracker.ListProposals(c.Request().Context(), c.actor, f, workplan.Page{Limit: proposalsAPage, Sort: []workplan.Sort{orders[p.Ask.Order]}, After: after}, tracker.When{})
	return proposalRows{found.Rows, pagingOf(after, found.Next, func(cursor string) string {
		v := p.Ask.Values()
		if cursor != "" {
			v.Set(part, cursor)
		}
		return "/proposals?" + v.Encode() + "#" + part
	}, list...)}, err
}
