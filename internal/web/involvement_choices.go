package web

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// choices are the options among which a form offers to choose, by field.
type choices map[string][]option

// standers are those with a standing in a body today, its guests too, by name.
func (c *call) standers(body string) ([]option, error) {
	list, _, err := c.standersAndGuests(body)
	return list, err
}

// standersAndGuests are the standers of a body, and which of them are guests, who make no offers.
func (c *call) standersAndGuests(body string) (list []option, guests map[string]bool, err error) {
	memberships, err := c.membershipsOf(body, c.site.today())
	standing, guests := map[string]bool{}, map[string]bool{}
	var codes []string
	for _, m := range memberships {
		standing[m.Member], guests[m.Member], codes = true, m.Role == workplan.MembershipGuest, append(codes, m.Member)
	}
	if err != nil {
		return nil, nil, err
	}
	names, err := c.membersNamed(codes)
	return memberOptions(names, maps.Keys(standing)), guests, err
}

// own are those of a list that stand for members for which the person speaks in a body.
func (c *call) own(body string, list []option) []option {
	mine := c.actor.MembersIn(body)
	return slices.DeleteFunc(slices.Clone(list), func(o option) bool { return !slices.Contains(mine, o.Value) })
}

// drafts are the draft plans of a body that the person may read.
func (c *call) drafts(body string) ([]tracker.PlanReading, error) {
	plans, err := c.plansIn(workplan.List{body}, tracker.When{})
	return slices.DeleteFunc(plans, func(p tracker.PlanReading) bool { return p.Status != workplan.PlanDraft }), err
}

// places are where an item can stand in the drafts of a body: under each objective, as "plan/2", or under none, as "plan/0".
func (c *call) places(body string) ([]option, error) {
	plans, err := c.drafts(body)
	var list []option
	for _, p := range plans {
		objectives, unread := c.site.Tracker.Objectives(c.Request().Context(), c.actor, p.Code, tracker.When{})
		err = cmp.Or(err, unread)
		for _, o := range objectives {
			list = append(list, option{placeIn(p.Code, o.Number), c.lang.T("%s, objective %s: %s", p.Title, strconv.Itoa(o.Number), o.Title)})
		}
		list = append(list, option{placeIn(p.Code, 0), c.lang.T("%s, under no objective", p.Title)})
	}
	return list, err
}

func placeIn(plan string, objective int) string { return fmt.Sprintf("%s/%d", plan, objective) }

// windowsOf are the proposal windows of a body, the latest first.
func (c *call) windowsOf(body string) ([]tracker.WindowReading, error) {
	return every(func(p workplan.Page) (workplan.Listing[tracker.WindowReading], error) {
		return c.site.Tracker.ListWindows(c.Request().Context(), c.actor, body, workplan.WindowFilter{}, p, tracker.When{})
	}, falling("opens"))
}

// contents are windows as rules know them.
func contents(windows []tracker.WindowReading) []workplan.ProposalWindow {
	list := make([]workplan.ProposalWindow, len(windows))
	for n, w := range windows {
		list[n] = w.ProposalWindow
	}
	return list
}

// textOf is the text of one of the values among which a field offers to choose; the value where it is none of them.
func textOf(list []option, value string) string {
	if n := slices.IndexFunc(list, func(o option) bool { return o.Value == value }); n >= 0 {
		return list[n].Text
	}
	return value
}

// only chooses the one value of a field that offers no other.
func (s sheet) only(field string, list []option) {
	if s.Value(field) == "" && len(list) == 1 {
		s.Values.Set(field, list[0].Value)
	}
}

// rows are the lines that were typed into a field, without those that are empty; never nil.
func (s sheet) rows(field string) workplan.List {
	list := workplan.List{}
	for line := range strings.Lines(s.text(field)) {
		if line = strings.TrimSpace(line); line != "" && !list.Has(line) {
			list = append(list, line)
		}
	}
	return list
}
