package tracker

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/workplan"
)

// ListMemberships lists the standings in a body, past ones too; on, where given, keeps those in force that day. Who may: anyone signed in.
func (t *Tracker) ListMemberships(ctx context.Context, actor workplan.Actor, body string, on workplan.Date, page workplan.Page) (workplan.Listing[workplan.Membership], error) {
	var none workplan.Listing[workplan.Membership]
	if err := mayRead(actor, workplan.ReadRegister); err != nil {
		return none, err
	}
	tx := t.store.Read(ctx)
	b, err := tx.Body(body)
	if _, err = found(b, err, "body %s", body); err != nil {
		return none, err
	}
	return badCursor(tx.ListMemberships(body, on, sorted(page, workplan.MembershipSorts)))
}

// MembershipsHeldBy lists the standings of a member in all bodies, past ones too, by body and number. Who may: anyone signed in.
func (t *Tracker) MembershipsHeldBy(ctx context.Context, actor workplan.Actor, member string) ([]workplan.Membership, error) {
	if err := mayRead(actor, workplan.ReadRegister); err != nil {
		return nil, err
	}
	held, err := t.store.Read(ctx).MembershipsHeldBy(member)
	slices.SortFunc(held, func(a, b workplan.Membership) int {
		return cmp.Or(cmp.Compare(a.Body, b.Body), cmp.Compare(a.Number, b.Number))
	})
	return held, err
}

// Membership reads one standing by its number in a body. Who may: anyone signed in.
func (t *Tracker) Membership(ctx context.Context, actor workplan.Actor, body string, number int) (workplan.Membership, error) {
	if err := mayRead(actor, workplan.ReadRegister); err != nil {
		return workplan.Membership{}, err
	}
	m, err := t.store.Read(ctx).Membership(body, number)
	return found(m, err, "membership %d in body %s", number, body)
}

// CreateMembership enters a member's standing in a body. Who may: the body's secretariat and co-chairs; an admin.
func (t *Tracker) CreateMembership(ctx context.Context, actor workplan.Actor, body string, in workplan.NewMembership) (workplan.Membership, error) {
	return write(ctx, t, actor, ofBody(body), func(c *change) (workplan.Membership, error) {
		m := workplan.Membership{Stamp: c.stamp(), Body: body, Member: in.Member, MembershipContent: in.MembershipContent}
		s := membershipSubject(m)
		if err := c.actor.Must(s.right, s.object); err != nil {
			return m, err
		}
		f := in.Faults()
		members, err := c.Members([]string{in.Member})
		if err != nil {
			return m, err
		}
		if _, ok := members[in.Member]; !ok && in.Member != "" {
			f.Add("/member", "unknown", "the register has no member %q", in.Member)
		}
		if err := f.Err(); err != nil {
			return m, err
		}
		if err := c.AddMembership(&m); err != nil {
			return m, err
		}
		return m, created(c, membershipSubject(m), m.ID, m.MembershipContent)
	})
}

// EditMembership changes a standing of which the sender knows one of the versions, for example to end it. Who may: as for
// [Tracker.CreateMembership].
func (t *Tracker) EditMembership(ctx context.Context, actor workplan.Actor, body string, number int, known []int64,
	edit func(*workplan.MembershipContent) error) (workplan.Membership, error) {
	return write(ctx, t, actor, ofBody(body), func(c *change) (workplan.Membership, error) {
		m, err := c.Membership(body, number)
		if m, err = found(m, err, "membership %d in body %s", number, body); err != nil {
			return m, err
		}
		err = editing[workplan.MembershipContent]{
			subject: membershipSubject(m), stamp: &m.Stamp, content: &m.MembershipContent, known: known, edit: edit,
			faults: workplan.MembershipContent.Faults, save: func() error { return c.ChangeMembership(m, c.at) },
		}.apply(c)
		m.FirstDay, m.LastDay = m.FromDate.First(), m.ToDate.Last()
		return m, err
	})
}

func membershipSubject(m workplan.Membership) subject {
	return subject{noun: workplan.NounMembership, name: m.Body + "/" + strconv.Itoa(m.Number) + " of " + m.Member,
		right: workplan.KeepMemberships, object: workplan.Object{Body: m.Body}}
}
