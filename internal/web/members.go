package web

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// membersAPage is how many members of the register, or items of one, stand on a page.
const membersAPage = 50

// memberNames are what members are called, by code.
type memberNames map[string]string

// Name is what a member is called; its code where nothing is known.
func (m memberNames) Name(code string) string { return cmp.Or(m[code], code) }

// NamesOf are what members are called, in their order.
func (m memberNames) NamesOf(codes workplan.List) []string {
	names := make([]string, len(codes))
	for n, code := range codes {
		names[n] = m.Name(code)
	}
	return names
}

// members are those of the register, by name.
func (c *call) members() ([]workplan.Member, error) {
	return every(func(page workplan.Page) (workplan.Listing[workplan.Member], error) {
		return c.site.Tracker.ListMembers(c.Request().Context(), c.actor, workplan.MemberFilter{}, page)
	}, workplan.Sort{Word: "name"})
}

// register is what all members of the register are called.
func (c *call) register() (memberNames, error) {
	members, err := c.members()
	names := memberNames{}
	for _, m := range members {
		names[m.Code] = m.Label()
	}
	return names, err
}

// membersOf are what the members are called who work on items.
func (c *call) membersOf(items []tracker.ItemReading) (memberNames, error) {
	return labelled(c.site.Tracker.MembersOf(c.Request().Context(), c.actor, items))
}

// membersNamed are what some members of the register are called. Empty codes are none.
func (c *call) membersNamed(codes []string) (memberNames, error) {
	if codes = slices.DeleteFunc(codes, func(code string) bool { return code == "" }); len(codes) == 0 {
		return memberNames{}, nil
	}
	return labelled(c.site.Tracker.MembersNamed(c.Request().Context(), c.actor, codes))
}

// labelled are what members that were read are called.
func labelled(members map[string]workplan.Member, err error) (memberNames, error) {
	names := memberNames{}
	for code, m := range members {
		names[code] = m.Label()
	}
	return names, err
}

// memberOptions offers members by what they are called, in the order of their names.
func memberOptions(names memberNames, codes iter.Seq[string]) []option {
	var list []option
	for code := range codes {
		list = append(list, option{code, names.Name(code)})
	}
	slices.SortFunc(list, func(a, b option) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text)), cmp.Compare(a.Value, b.Value))
	})
	return list
}

// allNames are all names of a member, as people use them.
func allNames(m workplan.Member) string {
	return strings.Trim(m.Name+", "+strings.Join(otherNames(m), ", "), ", ")
}

// otherNames are the names of a member beside its full one.
func otherNames(m workplan.Member) []string {
	var names []string
	for _, name := range append([]string{m.ShortName}, m.Aliases...) {
		if name != "" && name != m.Name && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// registerPage is part of the register of members.
type registerPage struct {
	Query   string
	Kind    workplan.MemberKind
	Kinds   []workplan.MemberKind
	TooLong bool
	MayKeep bool
	Members []registered
	paging
}

// registered is a member with its names as they were found.
type registered struct {
	workplan.Member
	Title, Others []piece
}

// Narrows says whether anything is left out.
func (p registerPage) Narrows() bool { return p.Query != "" || p.Kind != "" }

// address is that of the register as it is narrowed, after a row where one is given.
func (p registerPage) address(after string) string {
	return "/members" + string(queried("?", given("q", p.Query, "kind", string(p.Kind), "after", after)))
}

// listMembers shows the register by name, those of one kind or with some words where the address asks for these.
func (s *site) listMembers(c *call) error {
	p := registerPage{MayKeep: c.may(workplan.KeepMembers, ""), Query: strings.TrimSpace(c.QueryParam("q")), Kind: workplan.MemberKind(c.QueryParam("kind")), Kinds: workplan.MemberKinds}
	if p.TooLong = utf8.RuneCountInString(p.Query) > searchLength; p.TooLong {
		return c.show("members", p)
	}
	after, err := c.after("after", "members", p.Query, string(p.Kind))
	if err != nil {
		return err
	}
	f := workplan.MemberFilter{Query: p.Query}
	if p.Kind != "" {
		f.Kind = []workplan.MemberKind{p.Kind}
	}
	list, err := s.Tracker.ListMembers(c.Request().Context(), c.actor, f, workplan.Page{Limit: membersAPage, Sort: []workplan.Sort{{Word: "name"}}, After: after})
	if err != nil {
		return err
	}
	for _, m := range list.Rows {
		p.Members = append(p.Members, registered{m, marked(p.Query, m.Name), marked(p.Query, strings.Join(otherNames(m), ", "))})
	}
	p.paging = pagingOf(after, list.Next, p.address, "members", p.Query, string(p.Kind))
	return c.show("members", p)
}

// memberPage is what the register and the plans tell of one member, as far as the person may read.
type memberPage struct {
	workplan.Member
	Standings []bodyStanding
	Open      memberItems
	Past      memberItems
	Openings  []workplan.OpeningReading
	MayKeep   bool
	plans     map[string]string
}

// bodyStanding is a membership, with its body.
type bodyStanding struct {
	workplan.Membership
	Body workplan.Body
	Now  bool
}

// memberItems are some items in which a member has a part.
type memberItems struct {
	Items []tracker.ItemReading
	paging
}

// Path is the address of the page.
func (p memberPage) Path() string { return memberPath(p.Code) }

// AlsoCalled are the member's other names.
func (p memberPage) AlsoCalled() []string { return otherNames(p.Member) }

// PlanTitle is what a plan is called; its code where the person may not read it.
func (p memberPage) PlanTitle(code string) string { return cmp.Or(p.plans[code], code) }

// Part is what a member does in an item.
func (p memberPage) Part(i tracker.ItemReading) string {
	switch {
	case i.Leads.Has(p.Code):
		return "leads"
	case i.Supporting.Has(p.Code):
		return "supports"
	default:
		return "is a partner"
	}
}

// showMember shows a member of the register.
func (s *site) showMember(c *call) error {
	ctx, code := c.Request().Context(), c.Param("member")
	m, err := s.Tracker.Member(ctx, c.actor, code)
	if err != nil {
		return err
	}
	page := memberPage{Member: m, MayKeep: c.may(workplan.KeepMembers, ""), plans: map[string]string{}}
	if page.Standings, err = c.standingsOf(code); err != nil {
		return err
	}
	if page.Open, err = c.itemsOf(code, "open", workplan.OpenStatuses); err != nil {
		return err
	}
	if page.Past, err = c.itemsOf(code, "past", []workplan.Status{workplan.StatusCompleted, workplan.StatusCarriedOver, workplan.StatusWithdrawn}); err != nil {
		return err
	}
	if page.Openings, err = every(func(p workplan.Page) (workplan.Listing[workplan.OpeningReading], error) {
		return s.Tracker.ListOpenings(ctx, c.actor, workplan.OpeningFilter{Lead: workplan.List{code}, State: []workplan.OpeningPhase{workplan.OpeningOpen}}, p, tracker.When{})
	}); err != nil {
		return err
	}
	plans, err := c.plansIn(nil, tracker.When{})
	for _, p := range plans {
		page.plans[p.Code] = c.titled(p)
	}
	if err != nil {
		return err
	}
	return c.show("member", page)
}

// titled is the title of a plan, which says so where it is a draft.
func (c *call) titled(p tracker.PlanReading) string {
	if p.Status == workplan.PlanDraft {
		return c.lang.T("%s, a draft", p.Title)
	}
	return p.Title
}

// standingsOf are the memberships of a member in all bodies, those of each body the latest first.
func (c *call) standingsOf(member string) ([]bodyStanding, error) {
	bodies, err := c.site.Tracker.Bodies(c.Request().Context(), c.actor)
	if err != nil {
		return nil, err
	}
	memberships, err := c.site.Tracker.MembershipsHeldBy(c.Request().Context(), c.actor, member)
	if err != nil {
		return nil, err
	}
	of := map[string]workplan.Body{}
	for _, b := range bodies {
		of[b.Code] = b
	}
	standings := make([]bodyStanding, len(memberships))
	for n, m := range memberships {
		standings[n] = bodyStanding{m, of[m.Body], m.HoldsOn(c.site.today())}
	}
	slices.SortStableFunc(standings, func(a, b bodyStanding) int {
		return cmp.Or(cmp.Compare(a.Body.Name, b.Body.Name), -cmp.Compare(a.FirstDay, b.FirstDay))
	})
	return standings, nil
}

// itemsOf are items in some statuses in which a member has a part: a page of them, after the row that the address names for what.
func (c *call) itemsOf(member, what string, statuses []workplan.Status) (memberItems, error) {
	after, err := c.after(what, "member", member, what)
	if err != nil {
		return memberItems{}, err
	}
	page := workplan.Page{Limit: membersAPage, Sort: []workplan.Sort{falling("plan"), {Word: "ref"}}, After: after}
	list, err := c.site.Tracker.ListItems(c.Request().Context(), c.actor, workplan.ItemFilter{Member: workplan.List{member}, Status: statuses}, page, tracker.When{})
	return memberItems{list.Rows, pagingOf(after, list.Next, func(cursor string) string {
		return memberPath(member) + string(queried("?", given(what, cursor))) + "#" + what
	}, "member", member, what)}, err
}
