package tracker

import (
	"context"
	"strconv"

	"fwptracker/internal/workplan"
)

// Bodies lists all bodies. Who may: anyone signed in; an anonymous reader where public reading is allowed.
func (t *Tracker) Bodies(ctx context.Context, actor workplan.Actor) ([]workplan.Body, error) {
	if err := mayBrowse(actor); err != nil {
		return nil, err
	}
	return t.store.Read(ctx).Bodies()
}

// Body reads one body. Who may: as for [Tracker.Bodies].
func (t *Tracker) Body(ctx context.Context, actor workplan.Actor, code string) (workplan.Body, error) {
	if err := mayBrowse(actor); err != nil {
		return workplan.Body{}, err
	}
	b, err := t.store.Read(ctx).Body(code)
	return found(b, err, "body %s", code)
}

// CreateBody adds a body and begins its audit chain. Who may: an admin.
func (t *Tracker) CreateBody(ctx context.Context, actor workplan.Actor, in workplan.NewBody) (workplan.Body, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (workplan.Body, error) {
		b := workplan.Body{Stamp: c.stamp(), Code: in.Code, BodyContent: in.BodyContent}
		if err := c.actor.Must(workplan.CreateBody, workplan.Object{}); err != nil {
			return b, err
		}
		f, err := c.strangers("/protocol_order", in.ProtocolOrder)
		if err = together(err, append(in.Faults(), f...)); err != nil {
			return b, err
		}
		if err := c.AddBody(&b); err != nil {
			return b, taken(err, "There is a body %s already.", b.Code)
		}
		if err := c.AddChain(b.Code, c.at); err != nil {
			return b, err
		}
		return b, created(c, bodySubject(b.Code, workplan.CreateBody), b.ID, b.BodyContent)
	})
}

// EditBody changes a body of which the sender knows one of the versions. Who may: its secretariat and co-chairs; an admin.
func (t *Tracker) EditBody(ctx context.Context, actor workplan.Actor, code string, known []int64, edit func(*workplan.BodyContent) error) (workplan.Body, error) {
	return write(ctx, t, actor, ofBody(code), func(c *change) (workplan.Body, error) {
		b, err := c.Body(code)
		if b, err = found(b, err, "body %s", code); err != nil {
			return b, err
		}
		s := bodySubject(code, workplan.EditBody)
		s.object.Body = code
		err = editing[workplan.BodyContent]{
			subject: s, stamp: &b.Stamp, content: &b.BodyContent, known: known, edit: edit,
			faults: workplan.BodyContent.Faults, save: func() error { return c.ChangeBody(b, c.at) },
			refers: func(_, after workplan.BodyContent) (workplan.Faults, error) {
				return c.strangers("/protocol_order", after.ProtocolOrder)
			},
		}.apply(c)
		return b, err
	})
}

// strangers lists the codes that name no member of the register.
func (c *change) strangers(pointer string, codes workplan.List) (workplan.Faults, error) {
	var f workplan.Faults
	members, err := c.Members(codes)
	for n, code := range codes {
		if _, known := members[code]; !known {
			f.Add(pointer+"/"+strconv.Itoa(n), "unknown", "the register has no member %q", code)
		}
	}
	return f, err
}

func bodySubject(code string, right workplan.Action) subject {
	return subject{noun: workplan.NounBody, name: code, right: right}
}

// mayBrowse lets anyone signed in, and anonymous readers where public reading is allowed, read what their sight reaches.
func mayBrowse(actor workplan.Actor) error {
	if actor.Anonymous() && !actor.PublicReading {
		return ErrSignIn
	}
	return actor.MustHave(workplan.ScopeRead)
}
