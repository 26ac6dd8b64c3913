package tracker

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// CreateBinding gives a user that the actor may see a role. Who may: see [workplan.KeepUsers]; a secretariat gives no co-chair roles, only an
// admin makes admins and focal points that are bound to no body, and nobody but an admin gives a role to themselves.
func (t *Tracker) CreateBinding(ctx context.Context, actor workplan.Actor, username string, in workplan.NewBinding) (workplan.RoleBinding, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (workplan.RoleBinding, error) {
		if _, err := keepsUsersOf(c.actor); err != nil {
			return workplan.RoleBinding{}, err
		}
		if _, err := c.userInReach(username); err != nil {
			return workplan.RoleBinding{}, err
		}
		if err := in.Faults().Err(); err != nil {
			return workplan.RoleBinding{}, err
		}
		return c.bind(username, in, "")
	})
}

// EndBinding ends a user's role at this moment, so that it counts no more from the next request on; one that has yet to begin never will.
// The last admin's role is ended by the operator alone. Who may: whoever may give the role.
func (t *Tracker) EndBinding(ctx context.Context, actor workplan.Actor, username string, number int) (workplan.RoleBinding, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (workplan.RoleBinding, error) {
		u, err := c.userInReach(username)
		if err != nil {
			return workplan.RoleBinding{}, err
		}
		n := slices.IndexFunc(u.Bindings, func(b workplan.RoleBinding) bool { return b.Number == number })
		if n < 0 {
			return workplan.RoleBinding{}, workplan.Missing("role %d of user %s", number, username)
		}
		b := u.Bindings[n]
		if err := c.actor.MayGive(b.NewBinding); err != nil {
			return b, err
		}
		if b.Over(c.today) {
			return b, workplan.Clash("already-ended", "Role %d of %s ended %s.", number, username, endOf(b))
		}
		if b.Role == workplan.RoleAdmin {
			if err := c.keepsAnAdmin(func(a workplan.RoleBinding) bool { return a.ID == b.ID }); err != nil {
				return b, err
			}
		}
		if err := c.Tx.EndBinding(username, number, c.at); err != nil {
			return b, err
		}
		before := ending{b.EndedAt}
		b.EndedAt = &c.at
		fields := workplan.Diff(before, ending{b.EndedAt})
		c.logUser("end role binding", bindingObject(b), b.Body, workplan.Only(before, fields), fields)
		return b, nil
	})
}

// ending is what is logged of a role that is ended.
type ending struct{ EndedAt *time.Time }

// endOf says in words when a role that is over ended.
func endOf(b workplan.RoleBinding) workplan.Sentence {
	if b.EndedAt != nil {
		return workplan.Say("at %s", b.EndedAt.UTC().Format(time.RFC3339))
	}
	return workplan.Say("on %s", b.ToDate)
}

// bind gives a role whose form has been checked, after checking that the actor may give it and that what it names is there.
func (c *change) bind(username string, in workplan.NewBinding, pointer string) (workplan.RoleBinding, error) {
	if in.FromDate == "" {
		in.FromDate = c.today
	}
	b := workplan.RoleBinding{Username: username, NewBinding: in, CreatedAt: c.at}
	f, err := c.boundTo(in, pointer)
	if err != nil {
		return b, err
	}
	if in.ToDate != "" && in.ToDate < in.FromDate {
		f.Add(pointer+"/to", "out_of_order", "%s lies before %s", in.ToDate, in.FromDate)
	}
	if err := f.Err(); err != nil {
		return b, err
	}
	if err := c.actor.MayGive(in); err != nil {
		return b, err
	}
	if username == c.actor.Username && !c.actor.Has(workplan.RoleAdmin, "") {
		return b, workplan.Refused("You may not give yourself a role. Ask an admin, or another who keeps users here.")
	}
	raises, err := c.raises(username, in)
	if err != nil {
		return b, err
	}
	if err := c.AddBinding(&b); err != nil {
		return b, err
	}
	c.logUser("create role binding", bindingObject(b), in.Body, nil, workplan.AllFields(in))
	if raises && username != c.actor.Username {
		return b, c.endWaysIn(username)
	}
	return b, c.endLinks(username)
}

// raises says whether a role that a user is to have reaches further than those who may have handed out that user's ways in could give: then these are no
// longer to be relied on. Who never had a role was in nobody's reach but that of admins.
func (c *change) raises(username string, in workplan.NewBinding) (bool, error) {
	bindings, err := c.Bindings(username)
	if err != nil || len(bindings) == 0 {
		return false, err
	}
	switch in.Role {
	case workplan.RoleAdmin, workplan.RoleCoChair:
		return true, nil
	case workplan.RoleSecretariat:
		return !slices.ContainsFunc(bindings, func(b workplan.RoleBinding) bool { return b.Body == in.Body && !b.Over(c.today) }), nil
	default:
		return false, nil
	}
}

// endWaysIn takes off a user's password, identities, tokens, sign-ins and links: they come in again by a link that whoever may give all their roles makes.
func (c *change) endWaysIn(username string) error {
	if _, err := c.Tx.Password(username); err == nil {
		if err := c.keepPassword(username, ""); err != nil {
			return err
		}
	} else if !errors.Is(err, store.ErrNone) {
		return err
	}
	linked, err := c.IdentitiesOf(username)
	for _, p := range linked {
		err = errors.Join(err, c.unlinkIdentity(username, p.Issuer, 0))
	}
	return errors.Join(err, c.endAccess(username, true), c.endLinks(username))
}

func bindingObject(b workplan.RoleBinding) string {
	return "role " + strconv.Itoa(b.Number) + " of user " + b.Username
}

// boundTo lists the member or body of a role that is not there.
func (c *change) boundTo(in workplan.NewBinding, pointer string) (workplan.Faults, error) {
	var f workplan.Faults
	if in.Member != "" {
		members, err := c.Members([]string{in.Member})
		if err != nil {
			return f, err
		}
		if _, ok := members[in.Member]; !ok {
			f.Add(pointer+"/member", "unknown", "the register has no member %q", in.Member)
		}
	}
	if in.Body != "" {
		_, err := c.Body(in.Body)
		if errors.Is(err, store.ErrNone) {
			f.Add(pointer+"/body", "unknown", "there is no body %q", in.Body)
		} else if err != nil {
			return f, err
		}
	}
	return f, nil
}
