package tracker

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// UserReading is a user with all role bindings, past ones too.
type UserReading struct {
	workplan.User
	Bindings []workplan.RoleBinding
}

// Me tells who asks and what they are today. Who may: anyone signed in.
func (t *Tracker) Me(ctx context.Context, actor workplan.Actor) (UserReading, error) {
	if actor.Anonymous() {
		return UserReading{}, ErrSignIn
	}
	return userWith(t.store.Read(ctx), actor.Username)
}

// ListUsers lists users by name. Who may: an admin, all; a secretariat or co-chair, those with a role in their bodies.
func (t *Tracker) ListUsers(ctx context.Context, actor workplan.Actor, f workplan.UserFilter, page workplan.Page) (workplan.Listing[UserReading], error) {
	var list workplan.Listing[UserReading]
	bodies, err := keepsUsersOf(actor)
	if err != nil {
		return list, err
	}
	f.On = t.Today()
	err = t.store.Snapshot(ctx, func(tx *store.Tx) error {
		rows, err := badCursor(tx.ListUsers(bodies, f, sorted(page, workplan.UserSorts)))
		if err != nil {
			return err
		}
		names := make([]string, len(rows.Rows))
		for n, u := range rows.Rows {
			names[n] = u.Username
		}
		bindings, err := tx.BindingsOf(names)
		list.Next, list.Rows = rows.Next, make([]UserReading, len(rows.Rows))
		for n, u := range rows.Rows {
			list.Rows[n] = UserReading{u, bindings[u.Username]}
		}
		return err
	})
	return list, err
}

// User reads one user. Who may: as for [Tracker.ListUsers]; anyone their own.
func (t *Tracker) User(ctx context.Context, actor workplan.Actor, username string) (UserReading, error) {
	if username == actor.Username && username != "" {
		return t.Me(ctx, actor)
	}
	if _, err := keepsUsersOf(actor); err != nil {
		return UserReading{}, err
	}
	var u UserReading
	err := t.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
		if u, err = userWith(tx, username); err != nil {
			return err
		}
		return inReach(actor, u)
	})
	return u, err
}

// PeopleNamed tells what the people behind user names are called, by user name; a name that is no user's, such as that of the operator, is left out. It is
// for records that say who made them, whose readers are told the user name already: nothing else of a user is told. Who may: anyone signed in.
func (t *Tracker) PeopleNamed(ctx context.Context, actor workplan.Actor, usernames []string) (map[string]string, error) {
	if actor.Anonymous() {
		return nil, ErrSignIn
	}
	if len(usernames) == 0 {
		return nil, nil
	}
	return t.store.Read(ctx).NamesOf(usernames)
}

// ActorNamed is a user as one who acts without a token, with the roles in force today; every use case asks again what they may do. It is for whoever
// can reach the database itself: the operator, at the command line.
func (t *Tracker) ActorNamed(ctx context.Context, username string) (workplan.Actor, error) {
	id, err := t.store.Read(ctx).IdentityOf(username, "", t.Today(), "")
	if id, err = found(id, err, "user %s", username); err != nil {
		return workplan.Actor{}, err
	}
	actor, err := id.Actor(t.Now(), false)
	if errors.Is(err, store.ErrEnded) {
		err = workplan.Refused("%s is disabled; \"fwp user enable\" lets them act again.", username)
	}
	return actor, err
}

// CreateUser gives a person access with roles that the actor may give. Who may: an admin; a secretariat or co-chair for their bodies,
// then with at least one role in them.
func (t *Tracker) CreateUser(ctx context.Context, actor workplan.Actor, in workplan.NewUser) (UserReading, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (UserReading, error) {
		if _, err := keepsUsersOf(c.actor); err != nil {
			return UserReading{}, err
		}
		return c.createUser(in)
	})
}

func (c *change) createUser(in workplan.NewUser) (UserReading, error) {
	in.Email = strings.ToLower(in.Email)
	f := in.Faults()
	if len(in.Bindings) == 0 && !c.actor.Has(workplan.RoleAdmin, "") {
		f.Add("/bindings", "required", "give at least one role in a body that you keep")
	}
	if err := f.Err(); err != nil {
		return UserReading{}, err
	}
	u := workplan.User{Username: in.Username, Name: in.Name, Email: in.Email, TimeZone: in.TimeZone, Version: 1, CreatedAt: c.at, UpdatedAt: c.at}
	if err := c.AddUser(&u); err != nil {
		return UserReading{}, taken(err, "There is a user with the name %s or the address %s already.", u.Username, u.Email)
	}
	c.logUser("create user", userObject(u.Username), c.keptBody(in.Bindings), nil, workplan.AllFields(personOf(u)))
	for n, b := range in.Bindings {
		if _, err := c.bind(u.Username, b, "/bindings/"+strconv.Itoa(n)); err != nil {
			return UserReading{}, err
		}
	}
	return userWith(c.Tx, u.Username)
}

// person is what of a user is logged.
type person struct {
	Name      string
	Email     string
	TimeZone  string
	DigestOff bool
	Disabled  bool
}

// personOf is what is logged of a user.
func personOf(u workplan.User) person {
	return person{u.Name, u.Email, u.TimeZone, u.DigestOff, u.DisabledAt != nil}
}

// EditUser changes the name, address, time zone, wish for digests or state of a user of whom the sender knows one of the versions. A disabled user is refused from the
// next request on; the last admin is not disabled but by the operator. Who may: an admin; a secretariat or co-chair where every role of the user in force is one they could give.
func (t *Tracker) EditUser(ctx context.Context, actor workplan.Actor, username string, known []int64, edit func(u *workplan.User, disabled *bool) error) (UserReading, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (UserReading, error) {
		u, err := c.userInReach(username)
		if err != nil {
			return u, err
		}
		if err := c.mayGiveAll(u); err != nil {
			return u, err
		}
		if err := unchanged(u.Version, known, "user"); err != nil {
			return u, err
		}
		was := personOf(u.User)
		disabled := was.Disabled
		if err := edit(&u.User, &disabled); err != nil {
			return u, err
		}
		u.Email = strings.ToLower(u.Email)
		if err := u.User.Faults().Err(); err != nil {
			return u, err
		}
		now := personOf(u.User)
		now.Disabled = disabled
		fields := workplan.Diff(was, now)
		if len(fields) == 0 {
			return u, nil
		}
		if disabled && !was.Disabled {
			if err := c.keepsAnAdmin(func(b workplan.RoleBinding) bool { return b.Username == username }); err != nil {
				return u, err
			}
		}
		if disabled != was.Disabled {
			u.DisabledAt = nil
			if disabled {
				u.DisabledAt = &c.at
				if err := errors.Join(c.endAccess(username, true), c.endLinks(username)); err != nil { // who gets access again begins anew
					return u, err
				}
			}
		}
		if err := c.ChangeUser(u.User, c.at); err != nil {
			return u, taken(raced(err, "user"), "There is a user with the address %s already.", u.Email)
		}
		c.logUser("edit user", userObject(username), c.keptBody(rolesOf(u)), workplan.Only(was, fields), fields)
		return userWith(c.Tx, username)
	})
}

// mayGiveAll says whether the actor could give every role that the user has, or will have; of one who has none any more, every role that they had.
func (c *change) mayGiveAll(u UserReading) error {
	live := slices.DeleteFunc(slices.Clone(u.Bindings), func(b workplan.RoleBinding) bool { return b.Over(c.today) })
	if len(live) == 0 {
		live = u.Bindings
	}
	for _, b := range live {
		if err := c.actor.MayGive(b.NewBinding); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) userInReach(username string) (UserReading, error) {
	if _, err := keepsUsersOf(c.actor); err != nil {
		return UserReading{}, err
	}
	u, err := userWith(c.Tx, username)
	if err != nil {
		return u, err
	}
	return u, inReach(c.actor, u)
}

// logWayIn logs what becomes of a way in of a user: as their own, or as by who keeps users, through a body that they keep.
func (c *change) logWayIn(username, action, what string, before, after workplan.Changes) {
	e := event{action: action, right: workplan.KeepOwnTokens, what: what, before: before, after: after}
	if username != c.actor.Username {
		e.right, e.object = workplan.KeepUsers, workplan.Object{Body: c.keptBody(nil)}
	}
	c.log(e)
}

// logUser logs what becomes of a user, or of one of the user's roles.
func (c *change) logUser(action, what, body string, before, after workplan.Changes) {
	c.log(event{action: action, right: workplan.KeepUsers, object: workplan.Object{Body: body}, what: what, before: before, after: after})
}

func userObject(username string) string { return "user " + username }

// keptBody is the body through which the actor keeps a user, for the audit: that of one of the roles concerned, else any that it keeps.
func (c *change) keptBody(roles []workplan.NewBinding) string {
	for _, b := range roles {
		if slices.Contains(c.sight.Chairs, b.Body) {
			return b.Body
		}
	}
	if len(c.sight.Chairs) == 0 || c.actor.Has(workplan.RoleAdmin, "") {
		return ""
	}
	return c.sight.Chairs[0]
}

func rolesOf(u UserReading) []workplan.NewBinding {
	roles := make([]workplan.NewBinding, len(u.Bindings))
	for n, b := range u.Bindings {
		roles[n] = b.NewBinding
	}
	return roles
}

// keepsUsersOf lists the bodies whose users the actor keeps; nil means all.
func keepsUsersOf(actor workplan.Actor) ([]string, error) {
	if actor.Anonymous() {
		return nil, ErrSignIn
	}
	if err := actor.MustHave(workplan.ScopeUsers); err != nil {
		return nil, err
	}
	if actor.Has(workplan.RoleAdmin, "") {
		return nil, nil
	}
	bodies := actor.Sight().Chairs
	if len(bodies) == 0 {
		return nil, workplan.Refused("You may not keep users. %s", workplan.RightTo(workplan.KeepUsers).Who())
	}
	return bodies, nil
}

// inReach hides users who have, and had, no role in the actor's bodies.
func inReach(actor workplan.Actor, u UserReading) error {
	bodies, err := keepsUsersOf(actor)
	if err != nil || bodies == nil {
		return err
	}
	if slices.ContainsFunc(u.Bindings, func(b workplan.RoleBinding) bool { return slices.Contains(bodies, b.Body) }) {
		return nil
	}
	return workplan.Missing("user %s", u.Username)
}

func userWith(tx *store.Tx, username string) (UserReading, error) {
	u, err := tx.User(username)
	if u, err = found(u, err, "user %s", username); err != nil {
		return UserReading{}, err
	}
	bindings, err := tx.Bindings(username)
	return UserReading{u, bindings}, err
}
