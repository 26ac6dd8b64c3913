package tracker

import (
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListMembers lists the register; a query finds names and aliases ("vietnam" finds Viet Nam). Who may: anyone signed in.
func (t *Tracker) ListMembers(ctx context.Context, actor workplan.Actor, f workplan.MemberFilter, page workplan.Page) (workplan.Listing[workplan.Member], error) {
	if err := mayRead(actor, workplan.ReadRegister); err != nil {
		return workplan.Listing[workplan.Member]{}, err
	}
	return badCursor(t.store.Read(ctx).ListMembers(f, sorted(page, workplan.MemberSorts)))
}

// Member reads one entry of the register. Who may: anyone signed in.
func (t *Tracker) Member(ctx context.Context, actor workplan.Actor, code string) (workplan.Member, error) {
	if err := mayRead(actor, workplan.ReadRegister); err != nil {
		return workplan.Member{}, err
	}
	m, err := t.store.Read(ctx).Member(code)
	return found(m, err, "member %s", code)
}

// MembersNamed reads members of the register by their codes, each once; codes that it does not hold are left out. Who may: as for [Tracker.ListMembers].
func (t *Tracker) MembersNamed(ctx context.Context, actor workplan.Actor, codes []string) (map[string]workplan.Member, error) {
	if err := mayRead(actor, workplan.ReadRegister); err != nil {
		return nil, err
	}
	return t.store.Read(ctx).Members(distinct(codes))
}

// MembersOf reads the members who work on items, by code, as they were named in the items' view. Who may: whoever may read the items.
func (t *Tracker) MembersOf(ctx context.Context, actor workplan.Actor, items []ItemReading) (map[string]workplan.Member, error) {
	members := map[string]workplan.Member{}
	if err := mayBrowse(actor); err != nil || len(items) == 0 {
		return members, err
	}
	var codes []string
	for _, i := range items {
		codes = append(append(append(codes, i.Leads...), i.Supporting...), i.Partners...)
	}
	slices.Sort(codes)
	err := t.snapshot(ctx, items[0].View.KnownAt, func(tx *store.Tx) (err error) {
		members, err = membersAt(tx, slices.Compact(codes), items[0].View)
		return err
	})
	for code, m := range members {
		if actor.Anonymous() { // the register itself is not for anonymous readers, its names are
			m.Note, m.Source = "", ""
			members[code] = m
		}
	}
	return members, err
}

// CreateMember enters a member in the register. Who may: a secretariat or co-chair of any body; an admin.
func (t *Tracker) CreateMember(ctx context.Context, actor workplan.Actor, in workplan.NewMember) (workplan.Member, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (workplan.Member, error) {
		m := workplan.Member{Stamp: c.stamp(), Code: in.Code, MemberContent: in.MemberContent}
		if err := c.actor.Must(workplan.KeepMembers, workplan.Object{}); err != nil {
			return m, err
		}
		if err := in.Faults().Err(); err != nil {
			return m, err
		}
		if err := c.AddMember(&m); err != nil {
			return m, taken(err, "There is a member %s already.", m.Code)
		}
		return m, created(c, memberSubject(m.Code), m.ID, m.MemberContent)
	})
}

// EditMember changes an entry of the register of which the sender knows one of the versions. From then on search finds the member's items by
// its new names, and no more by its old ones. Who may: as for [Tracker.CreateMember].
func (t *Tracker) EditMember(ctx context.Context, actor workplan.Actor, code string, known []int64, edit func(*workplan.MemberContent) error) (workplan.Member, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (workplan.Member, error) {
		m, err := c.Member(code)
		if m, err = found(m, err, "member %s", code); err != nil {
			return m, err
		}
		was := m.MemberContent
		err = editing[workplan.MemberContent]{
			subject: memberSubject(code), stamp: &m.Stamp, content: &m.MemberContent, known: known, edit: edit,
			faults: workplan.MemberContent.Faults, save: func() error {
				err := c.ChangeMember(m, c.at)
				if err != nil || m.SameNames(was) {
					return err
				}
				return c.RefreshItemTexts(code)
			},
		}.apply(c)
		return m, err
	})
}

func memberSubject(code string) subject {
	return subject{noun: workplan.NounMember, name: code, right: workplan.KeepMembers}
}

// mayRead refuses readers without a right that does not depend on an object; one who is not signed in is asked to do so.
func mayRead(actor workplan.Actor, action workplan.Action) error {
	if actor.Anonymous() {
		return ErrSignIn
	}
	return actor.Must(action, workplan.Object{})
}
