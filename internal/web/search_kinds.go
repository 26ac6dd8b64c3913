package web

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// hit is one thing that a search found. Status, PlanMark and Mark, which is a word of its kind, say how it stands, On since when. Place is the address of
// what it is or stands on, "" where there is none; Texts are what the person may read of it beside its title and was searched, from which excerpts are.
type hit struct {
	Ref      string
	Title    string
	Place    string
	Status   workplan.Status
	Overdue  int
	PlanMark workplan.PlanStatus
	Mark     any
	On       workplan.PartialDate
	Plan     string
	Item     string // of an update, the ref of its item; then the title is none of the texts that were searched
	Body     string
	Texts    []said
	// Name and Excerpts are the title and the texts with what was found; Where names the plan or body.
	Name     []piece
	Excerpts []quote
	Where    string
}

// searchKind is one kind of thing that is searched: its word in addresses, what its hits are called, and the list that finds them.
type searchKind struct {
	Word string
	Text string
	sort []workplan.Sort
	find func(*searching, workplan.Page) (searchGroup, error)
}

func falling(word string) workplan.Sort { return workplan.Sort{Word: word, Desc: true} }

// searchKinds are all kinds, in the order of the page: the newest plans, reports, outputs and meetings first.
var searchKinds = []searchKind{
	{"items", "Action items", []workplan.Sort{falling("plan"), {Word: "ref"}}, (*searching).items},
	{"updates", "Updates", []workplan.Sort{falling("recorded")}, (*searching).updates},
	{"plans", "Plans", []workplan.Sort{falling("code")}, (*searching).workPlans},
	{"deliverables", "Deliverables", []workplan.Sort{falling("reached")}, (*searching).deliverables},
	{"openings", "Openings for others", []workplan.Sort{falling("opened")}, (*searching).openings},
	{"proposals", "Proposals", []workplan.Sort{falling("number")}, (*searching).proposals},
	{"meetings", "Meetings", []workplan.Sort{falling("starts")}, (*searching).meetings},
	{"members", "Members", []workplan.Sort{{Word: "name"}}, (*searching).members},
}

// searching is one search under way.
type searching struct {
	*call
	query string
	names map[string]string // of bodies, titles of plans and items, each by its address
}

// hitsOf makes the hits of a page of a list.
func hitsOf[T any](list workplan.Listing[T], err error, of func(T) hit) (searchGroup, error) {
	g := searchGroup{next: list.Next}
	for _, row := range list.Rows {
		g.Hits = append(g.Hits, of(row))
	}
	return g, err
}

func texts(all ...string) []said {
	list := make([]said, len(all))
	for n, text := range all {
		list[n].Text = text
	}
	return list
}

func (s *searching) items(page workplan.Page) (searchGroup, error) {
	ctx, t := s.Request().Context(), s.site.Tracker
	list, err := t.ListItems(ctx, s.actor, workplan.ItemFilter{Query: s.query}, page, tracker.When{})
	if err != nil {
		return searchGroup{}, err
	}
	members, err := t.MembersOf(ctx, s.actor, list.Rows)
	return hitsOf(list, err, func(i tracker.ItemReading) hit {
		h := hit{Ref: i.Ref, Title: i.Title, Place: itemPath(i.Plan, i.Ref), Status: i.Status, Overdue: i.Overdue, Plan: i.Plan, Body: i.Body,
			Texts: texts(i.Description, i.ExpectedOutput, i.Note)}
		h.Texts = append(h.Texts, said{"Topics", strings.Join(i.Topics, ", ")})
		for _, role := range []struct {
			label string
			codes workplan.List
		}{{"Leads", i.Leads}, {"Supporting members", i.Supporting}, {"Partners", i.Partners}} {
			for _, code := range role.codes {
				h.Texts = append(h.Texts, said{role.label, cmp.Or(allNames(members[code]), code)})
			}
		}
		return h
	})
}

func (s *searching) updates(page workplan.Page) (searchGroup, error) {
	list, err := s.site.Tracker.ListStatusUpdates(s.Request().Context(), s.actor, workplan.UpdateFilter{Query: s.query}, page, tracker.When{})
	return hitsOf(list, err, func(u tracker.UpdateReading) hit {
		h := hit{Title: s.lang.T("Update %d", u.Number), Place: itemPath(u.Plan, u.Ref) + "#update-" + strconv.Itoa(u.Number), Status: u.Status, Mark: u.Kind,
			On: workplan.PartialDate(u.EffectiveOn), Plan: u.Plan, Item: u.Ref, Texts: texts(u.Done, u.NextSteps, u.Openings, u.Reason, u.CorrectionReason)}
		for _, l := range u.Evidence {
			h.Texts = append(h.Texts, said{"Evidence", l.Title})
		}
		return h
	})
}

func (s *searching) workPlans(page workplan.Page) (searchGroup, error) {
	list, err := s.site.Tracker.ListPlans(s.Request().Context(), s.actor, workplan.PlanFilter{Query: s.query}, page, tracker.When{})
	return hitsOf(list, err, func(p tracker.PlanReading) hit {
		return hit{Title: p.Title, Place: planPath(p.Code), PlanMark: p.Status, Body: p.Body, Texts: append(texts(p.Notes), said{"Code", p.Code})}
	})
}

func (s *searching) deliverables(page workplan.Page) (searchGroup, error) {
	list, err := s.site.Tracker.ListDeliverables(s.Request().Context(), s.actor, workplan.DeliverableFilter{Query: s.query}, page, tracker.When{})
	return hitsOf(list, err, func(d workplan.DeliverableReading) hit {
		h := hit{Title: d.Title, Place: itemPath(d.Plan, d.Ref) + "#deliverables", Plan: d.Plan, Body: d.Item.Body, Texts: append(texts(d.Description), said{"Item", d.Ref + " " + d.Item.Title})}
		if d.Stage != nil {
			h.Mark, h.On = d.Stage.Stage, d.Stage.ReachedOn
		}
		return h
	})
}

func (s *searching) openings(page workplan.Page) (searchGroup, error) {
	list, err := s.site.Tracker.ListOpenings(s.Request().Context(), s.actor, workplan.OpeningFilter{Query: s.query}, page, tracker.When{})
	return hitsOf(list, err, func(o workplan.OpeningReading) hit {
		return hit{Ref: o.Ref, Title: o.Item.Title, Place: itemPath(o.Plan, o.Ref) + "#openings", Mark: o.Phase, Plan: o.Plan, Body: o.Item.Body, Texts: texts(o.Sought)}
	})
}

func (s *searching) proposals(page workplan.Page) (searchGroup, error) {
	list, err := s.site.Tracker.ListProposals(s.Request().Context(), s.actor, workplan.ProposalFilter{Query: s.query}, page, tracker.When{})
	return hitsOf(list, err, func(p workplan.ProposalReading) hit {
		h := hit{Ref: strconv.Itoa(p.Number), Title: p.Title, Place: proposalPath(p.Number), Mark: p.State, On: workplan.PartialDate(p.ProposedOn), Body: p.Body, Texts: append(texts(p.Need, p.ExpectedOutput), said{"Topics", strings.Join(p.Topics, ", ")})}
		h.Plan, _, _ = strings.Cut(p.Ends.Item, "/")
		return h
	})
}

func (s *searching) meetings(page workplan.Page) (searchGroup, error) {
	list, err := s.site.Tracker.ListMeetings(s.Request().Context(), s.actor, workplan.MeetingFilter{Query: s.query}, page, tracker.When{})
	return hitsOf(list, err, func(m tracker.MeetingReading) hit {
		return hit{Title: m.Name, Place: meetingPath(m.Code), On: m.Starts, Body: m.Body, Texts: append(texts(m.Place, m.Note), said{"Code", m.Code})}
	})
}

func (s *searching) members(page workplan.Page) (searchGroup, error) {
	list, err := s.site.Tracker.ListMembers(s.Request().Context(), s.actor, workplan.MemberFilter{Query: s.query}, page)
	return hitsOf(list, err, func(m workplan.Member) hit {
		return hit{Title: m.Name, Place: memberPath(m.Code), Mark: m.Kind, Texts: []said{{"Also called", strings.Join(otherNames(m), ", ")}, {"Code", m.Code}}}
	})
}

// meetingPath and memberPath are addresses of a meeting and of a member.
func meetingPath(code string) string { return "/meetings/" + url.PathEscape(code) }
func memberPath(code string) string  { return "/members/" + url.PathEscape(code) }
