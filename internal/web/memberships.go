package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/workplan"
)

// standings are the memberships in a body: those in force on a day by role, those that were over by then, and those that were to come.
type standings struct {
	On     workplan.Date
	Today  workplan.Date
	Groups []standingGroup
	Over   []memberStanding
	Coming []memberStanding
}

// standingGroup are the memberships of one role, in the order in which the body names its members.
type standingGroup struct {
	Role        workplan.MembershipRole
	Memberships []memberStanding
}

// memberStanding is a membership, with the name of its member.
type memberStanding struct {
	workplan.Membership
	Name string
}

// Path is the address of the form in which the membership is edited.
func (m memberStanding) Path() string { return membershipPath(m.Body, m.Number) + "/edit" }

// Past says whether another day than today is looked at.
func (s standings) Past() bool { return s.On != s.Today }

// Any says whether the body has, or ever had, any member.
func (s standings) Any() bool { return len(s.Groups)+len(s.Over)+len(s.Coming) > 0 }

// standingsIn reads the memberships in a body as they were on the day that the address names, else today.
func (c *call) standingsIn(b workplan.Body) (standings, error) {
	s := standings{Today: c.site.today()}
	s.On = cmp.Or(workplan.Date(strings.TrimSpace(c.QueryParam("on"))), s.Today)
	if _, err := workplan.ParseDate(string(s.On)); err != nil {
		var f workplan.Faults
		f.Add("?on", "not_a_date", "%s", err.Error())
		return s, f.Err()
	}
	members, err := c.register()
	if err != nil {
		return s, err
	}
	memberships, err := c.membershipsOf(b.Code, "")
	if err != nil {
		return s, err
	}
	of := map[workplan.MembershipRole][]memberStanding{}
	for _, m := range memberships {
		standing := memberStanding{m, members.Name(m.Member)}
		switch {
		case m.HoldsOn(s.On):
			of[m.Role] = append(of[m.Role], standing)
		case m.FirstDay > s.On:
			s.Coming = append(s.Coming, standing)
		default:
			s.Over = append(s.Over, standing)
		}
	}
	slices.SortStableFunc(s.Over, func(a, b memberStanding) int { return -cmp.Compare(a.LastDay, b.LastDay) })
	slices.SortStableFunc(s.Coming, func(a, b memberStanding) int { return cmp.Compare(a.FirstDay, b.FirstDay) })
	for _, role := range workplan.MembershipRoles {
		if group := of[role]; len(group) > 0 {
			slices.SortStableFunc(group, func(x, y memberStanding) int { return b.InProtocolOrder(x.Member, x.Name, y.Member, y.Name) })
			s.Groups = append(s.Groups, standingGroup{role, group})
		}
	}
	return s, nil
}

// membershipsOf are the memberships in a body that hold on a day; all for "".
func (c *call) membershipsOf(body string, on workplan.Date) ([]workplan.Membership, error) {
	return every(func(page workplan.Page) (workplan.Listing[workplan.Membership], error) {
		return c.site.Tracker.ListMemberships(c.Request().Context(), c.actor, body, on, page)
	})
}

// membershipPath is the address of a membership.
func membershipPath(body string, number int) string {
	return bodyPath(body) + "/memberships/" + strconv.Itoa(number)
}

// membershipForm is the form of a membership: a new one where Number is 0. Member is its member's name then, Members are those to choose from.
type membershipForm struct {
	Form    sheet
	Body    workplan.Body
	Number  int
	Member  string
	Members []option
	Roles   []option
}

// newMembership shows the form of a new membership.
func (s *site) newMembership(c *call) error {
	b, err := c.keptBody()
	if err != nil {
		return err
	}
	return c.showMembershipForm(http.StatusOK, membershipForm{Form: blank("member", c.QueryParam("member"), "role", string(workplan.MembershipMember)), Body: b})
}

// keptBody is the body of the address, whose memberships the person keeps; who does not is refused.
func (c *call) keptBody() (workplan.Body, error) {
	b, err := c.site.Tracker.Body(c.Request().Context(), c.actor, c.Param("body"))
	if err != nil {
		return b, err
	}
	return b, c.actor.Must(workplan.KeepMemberships, workplan.Object{Body: b.Code})
}

// createMembership enters a membership.
func (s *site) createMembership(c *call) error {
	b, err := c.keptBody()
	if err != nil {
		return err
	}
	form := c.sent()
	return write(c, &form, func(ctx context.Context) (workplan.Membership, error) {
		return s.Tracker.CreateMembership(ctx, c.actor, b.Code, workplan.NewMembership{Member: form.text("member"), MembershipContent: membershipIn(form)})
	}, func(workplan.Membership) string { return bodyPath(b.Code) + "?done=created" }, func(status int) error {
		return c.showMembershipForm(status, membershipForm{Form: form, Body: b})
	})
}

// showMembershipEdit shows the form of a membership that is there.
func (s *site) showMembershipEdit(c *call) error {
	b, err := c.keptBody()
	if err != nil {
		return err
	}
	m, err := c.membership(b)
	if err != nil {
		return err
	}
	form := editing(m.Version, "role", string(m.Role), "from", string(m.FromDate), "to", string(m.ToDate), "note", m.Note, "source", m.Source)
	return c.showMembershipForm(http.StatusOK, membershipForm{Form: form, Body: b, Number: m.Number, Member: m.Member})
}

// membership is the one of the address.
func (c *call) membership(b workplan.Body) (workplan.Membership, error) {
	number, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return workplan.Membership{}, workplan.Missing("membership %s in body %s", c.Param("number"), b.Code)
	}
	return c.site.Tracker.Membership(c.Request().Context(), c.actor, b.Code, number)
}

// editMembership changes a membership, or ends it.
func (s *site) editMembership(c *call) error {
	b, err := c.keptBody()
	if err != nil {
		return err
	}
	form := c.sent()
	m, err := c.membership(b)
	if err != nil {
		return err
	}
	return write(c, &form, func(ctx context.Context) (workplan.Membership, error) {
		return s.Tracker.EditMembership(ctx, c.actor, b.Code, m.Number, form.known(), func(m *workplan.MembershipContent) error {
			*m = membershipIn(form)
			return nil
		})
	}, func(workplan.Membership) string { return bodyPath(b.Code) + "?done=kept" }, func(status int) error {
		form.caughtUp(m.Version)
		return c.showMembershipForm(status, membershipForm{Form: form, Body: b, Number: m.Number, Member: m.Member})
	})
}

// membershipIn is what stands in the form of a membership.
func membershipIn(form sheet) workplan.MembershipContent {
	return workplan.MembershipContent{Role: workplan.MembershipRole(form.text("role")), FromDate: form.period("from"),
		ToDate: form.period("to"), Note: form.text("note"), Source: form.text("source")}
}

func (c *call) showMembershipForm(status int, page membershipForm) error {
	members, err := c.members()
	if err != nil {
		return err
	}
	for _, m := range members {
		page.Members = append(page.Members, option{m.Code, m.Name})
		if m.Code == page.Member {
			page.Member = m.Name
		}
	}
	page.Roles = options(c.lang, workplan.MembershipRoles)
	return c.page(status, "membership_form", page)
}

// onLines writes a list into a field, each of it on a line of its own.
func onLines(list workplan.List) string { return strings.Join(list, "\n") }
