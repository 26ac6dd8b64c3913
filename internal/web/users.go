package web

import (
	"cmp"
	"net/url"
	"slices"
	"time"
	"unicode/utf8"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// usersAPage is how many users stand on a page of their list.
const usersAPage = 50

// usersPage lists users as the address narrows them.
type usersPage struct {
	Query   string
	Role    workplan.Role
	Body    string
	Roles   []option
	Bodies  []option
	TooLong bool
	Users   []userRow
	paging
}

// userRow is a user in the list: what they are today, and when they were last seen, zero for never.
type userRow struct {
	workplan.User
	Roles  []held
	SeenAt time.Time
}

// held is a role of a user, with the names of what it is in and for.
type held struct {
	workplan.RoleBinding
	BodyName   string
	MemberName string
	// Now says whether it counts today; one that does not is over, or yet to come.
	Now, Over bool
	MayEnd    bool
}

// Path is the address of the user's page.
func (u userRow) Path() string { return userPath(u.Username) }

func userPath(username string) string { return "/users/" + url.PathEscape(username) }

// Narrows says whether anyone is left out.
func (p usersPage) Narrows() bool { return p.Query != "" || p.Role != "" || p.Body != "" }

// address is that of the list as it is narrowed, after a row where one is given.
func (p usersPage) address(after string) string {
	return "/users" + string(queried("?", given("q", p.Query, "role", string(p.Role), "body", p.Body, "after", after)))
}

// listUsers shows the users whom the person keeps.
func (s *site) listUsers(c *call) error {
	ctx := c.Request().Context()
	p := usersPage{Query: c.QueryParam("q"), Role: workplan.Role(c.QueryParam("role")), Body: c.QueryParam("body"), Roles: options(c.lang, workplan.BindableRoles)}
	names, err := c.names()
	if err != nil {
		return err
	}
	kept, err := c.bodiesFor(workplan.KeepUsers)
	if err != nil {
		return err
	}
	p.Bodies = bodyOptions(kept)
	if err := among("body", p.Body, p.Bodies); err != nil {
		return err
	}
	if p.TooLong = utf8.RuneCountInString(p.Query) > searchLength; p.TooLong {
		return c.show("users", p)
	}
	after, err := c.after("after", "users", p.Query, string(p.Role), p.Body)
	if err != nil {
		return err
	}
	list, err := s.Tracker.ListUsers(ctx, c.actor, p.filter(), workplan.Page{Limit: usersAPage, After: after})
	if err != nil {
		return err
	}
	seen, err := s.Tracker.LastSeen(ctx, c.actor, list.Rows)
	if err != nil {
		return err
	}
	for _, u := range list.Rows {
		p.Users = append(p.Users, userRow{u.User, names.today(c, u), seen[u.Username]})
	}
	p.paging = pagingOf(after, list.Next, p.address, "users", p.Query, string(p.Role), p.Body)
	return c.show("users", p)
}

// filter is what the address asks for.
func (p usersPage) filter() workplan.UserFilter {
	f := workplan.UserFilter{Query: p.Query}
	if p.Role != "" {
		f.Role = []workplan.Role{p.Role}
	}
	if p.Body != "" {
		f.Body = workplan.List{p.Body}
	}
	return f
}

// names are what bodies and members are called, by code.
type names struct {
	bodies   []workplan.Body
	body     map[string]string
	register []workplan.Member
	members  memberNames
}

// names reads what bodies and members are called.
func (c *call) names() (names, error) {
	n := names{body: map[string]string{}, members: memberNames{}}
	var err error
	if n.bodies, err = c.site.Tracker.Bodies(c.Request().Context(), c.actor); err != nil {
		return n, err
	}
	for _, b := range n.bodies {
		n.body[b.Code] = shortName(b)
	}
	n.register, err = c.members()
	for _, m := range n.register {
		n.members[m.Code] = m.Label()
	}
	return n, err
}

// held is a role of a user with its names.
func (n names) held(c *call, b workplan.RoleBinding) held {
	today := c.site.today()
	return held{RoleBinding: b, BodyName: cmp.Or(n.body[b.Body], b.Body), MemberName: n.members.Name(b.Member),
		Now: !b.Over(today) && b.HoldsOn(today), Over: b.Over(today), MayEnd: !b.Over(today) && c.actor.MayGive(b.NewBinding) == nil}
}

// today are the roles of a user that count today.
func (n names) today(c *call, u tracker.UserReading) []held {
	var roles []held
	for _, b := range u.Bindings {
		if h := n.held(c, b); h.Now {
			roles = append(roles, h)
		}
	}
	return roles
}

// userPage is a user, with their roles and how they come in, and what the person who looks may change of it.
type userPage struct {
	tracker.UserReading
	Access   tracker.UserAccess
	Roles    []held
	Past     []held
	Self     bool
	MayEdit  bool
	MayGive  bool
	Form     sheet
	Choices  bindingChoices
	MadeLink *madeLink
}

// Identities are those of the user at providers.
func (p userPage) Identities() identitiesPart {
	part := identitiesPart{Identities: p.Access.Identities}
	if p.MayEdit && !p.Self {
		part.Off = p.Path() + "/identities/unlink"
	}
	return part
}

// Path is the address of the page.
func (p userPage) Path() string { return userPath(p.Username) }

// Disabled says whether the user is kept out.
func (p userPage) Disabled() bool { return p.DisabledAt != nil }

// userPageOf reads what the page of the address's user shows.
func (c *call) userPageOf(form sheet) (userPage, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	u, err := t.User(ctx, c.actor, c.Param("user"))
	if err != nil {
		return userPage{}, err
	}
	page := userPage{UserReading: u, Self: u.Username == c.actor.Username, MayEdit: c.mayGiveAll(u) == nil, Form: form}
	if page.Access, err = t.AccessOf(ctx, c.actor, u.Username); err != nil {
		return page, err
	}
	names, err := c.names()
	if err != nil {
		return page, err
	}
	for _, b := range u.Bindings {
		if h := names.held(c, b); h.Over {
			page.Past = append(page.Past, h)
		} else {
			page.Roles = append(page.Roles, h)
		}
	}
	slices.Reverse(page.Past)
	page.Choices = c.bindingChoices(names)
	page.MayGive = len(page.Choices.Roles) > 0 && (!page.Self || c.actor.Has(workplan.RoleAdmin, ""))
	return page, nil
}

// mayGiveAll refuses a user to who could not give every role that the user has, or will have; only who could may change who the user is.
func (c *call) mayGiveAll(u tracker.UserReading) error {
	for _, b := range u.Bindings {
		if b.Over(c.site.today()) {
			continue
		}
		if err := c.actor.MayGive(b.NewBinding); err != nil {
			return err
		}
	}
	return nil
}

// showUser shows a user to those who keep users.
func (s *site) showUser(c *call) error {
	page, err := c.userPageOf(blank("from", string(s.today())))
	if err != nil {
		return err
	}
	return c.show("user", page)
}
