package tracker

import (
	"context"
	"maps"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// AdoptRecord makes the record of a meeting final: from then on it changes only by a corrigendum. Who may: the co-chairs of the body.
func (t *Tracker) AdoptRecord(ctx context.Context, actor workplan.Actor, code string, known []int64, in workplan.NewAdoption) (MeetingReading, error) {
	return write(ctx, t, actor, ofMeeting(code), func(c *change) (MeetingReading, error) {
		m, err := c.meetingTo(workplan.AdoptRecords, code, known)
		if err != nil {
			return MeetingReading{}, err
		}
		f, err := c.meetingOf(m.Body, "/adopting_meeting", in.At)
		if err != nil {
			return MeetingReading{}, err
		}
		adoption, err := m.Adopt(in, c.actor.Label(), c.today)
		if err := together(err, f); err != nil {
			return MeetingReading{}, err
		}
		after := m.State()
		after.Adoption = adoption
		if err := c.rewrite(&m, "adopt", workplan.AdoptRecords, after, adoption.AdoptedOn); err != nil {
			return MeetingReading{}, err
		}
		return c.meetingNow(m)
	})
}

// meetingTo loads a meeting with which the actor may do something, and of which the sender knows one of the versions.
func (c *change) meetingTo(right workplan.Action, code string, known []int64) (workplan.Meeting, error) {
	m, err := c.Tx.Meeting(code)
	if m, err = found(m, err, "meeting %s", code); err != nil {
		return m, err
	}
	if err := c.actor.Must(right, workplan.Object{Body: m.Body}); err != nil {
		return m, err
	}
	return m, unchanged(m.Version, known, "meeting")
}

// rewrite stores and records what a meeting says from a day on.
func (c *change) rewrite(m *workplan.Meeting, verb string, right workplan.Action, after workplan.MeetingState, effective workplan.Date) error {
	before := m.State()
	fields := workplan.Diff(before, after)
	if err := c.saveRecord(m, after, effective); err != nil {
		return raced(err, "meeting")
	}
	c.touch(&m.Stamp, effective)
	told := maps.Clone(fields)
	maps.Copy(told, workplan.AllFields(effect{effective}))
	c.log(meetingSubject(*m, right).event(verb, workplan.Only(before, fields), told))
	return c.record(workplan.NounMeeting, m.ID, effective, fields)
}

// IssueCorrigendum corrects the adopted record of a meeting of which the sender knows one of the versions. Who may: the co-chairs of the body.
func (t *Tracker) IssueCorrigendum(ctx context.Context, actor workplan.Actor, code string, known []int64, in workplan.NewCorrigendum) (workplan.CorrigendumReading, error) {
	return write(ctx, t, actor, ofMeeting(code), func(c *change) (workplan.CorrigendumReading, error) { return c.issueCorrigendum(code, known, in) })
}

// PreviewCorrigendum gives a corrigendum as it would be issued now, and issues nothing. Who may, and what is refused: as for
// [Tracker.IssueCorrigendum].
func (t *Tracker) PreviewCorrigendum(ctx context.Context, actor workplan.Actor, code string, known []int64, in workplan.NewCorrigendum) (workplan.CorrigendumReading, error) {
	return previewed(ctx, t, actor, ofMeeting(code), func(c *change) (workplan.CorrigendumReading, error) { return c.issueCorrigendum(code, known, in) })
}

func (c *change) issueCorrigendum(code string, known []int64, in workplan.NewCorrigendum) (workplan.CorrigendumReading, error) {
	m, err := c.meetingTo(workplan.IssueCorrigenda, code, known)
	if err != nil {
		return workplan.CorrigendumReading{}, err
	}
	content, after, err := c.correct(m, in)
	if err != nil {
		return workplan.CorrigendumReading{}, err
	}
	k := workplan.Corrigendum{Meeting: code, IssuedBy: c.actor.Label(), RecordedAt: c.at, CorrigendumContent: content}
	if err := c.AddCorrigendum(&k); err != nil {
		return workplan.CorrigendumReading{}, err
	}
	if err := c.rewrite(&m, "correct", workplan.IssueCorrigenda, after, content.EffectiveOn); err != nil {
		return workplan.CorrigendumReading{}, err
	}
	c.log(event{action: "issue corrigendum", right: workplan.IssueCorrigenda, object: workplan.Object{Body: m.Body}, what: k.Object(), after: workplan.AllFields(content)})
	readings, err := corrigendumReadings(c.Tx, c.sight, []workplan.Corrigendum{k}, workplan.View{AsOf: c.today, Current: true})
	if err != nil {
		return workplan.CorrigendumReading{}, err
	}
	return readings[0], nil
}

// correct judges a corrigendum and gives the record as it is to read.
func (c *change) correct(m workplan.Meeting, in workplan.NewCorrigendum) (workplan.CorrigendumContent, workplan.MeetingState, error) {
	after := m.State()
	if err := in.Correct(&after); err != nil {
		return workplan.CorrigendumContent{}, after, err
	}
	references, err := c.completed(m, &after)
	if err != nil {
		return workplan.CorrigendumContent{}, after, err
	}
	f, err := c.meetingOf(m.Body, "/deciding_meeting", in.DecidedAt)
	if err != nil {
		return workplan.CorrigendumContent{}, after, err
	}
	content, faults, err := m.Correct(in, after, c.today)
	for _, fault := range references {
		fault.Pointer = "/corrections" + fault.Pointer
		f = append(f, fault)
	}
	return content, after, together(err, append(faults, f...))
}

// ListCorrigenda lists the corrigenda to the record of a meeting that had been issued, by number. Who may: whoever the audience of the record, and of what
// each corrects, lets in.
func (t *Tracker) ListCorrigenda(ctx context.Context, actor workplan.Actor, meeting string, page workplan.Page, when When) (workplan.Listing[workplan.CorrigendumReading], error) {
	rows, err := t.corrigenda(ctx, actor, meeting, when)
	if err != nil {
		return workplan.Listing[workplan.CorrigendumReading]{}, err
	}
	return badCursor(pageOf(rows, sorted(page, workplan.EntrySorts), map[string]func(workplan.CorrigendumReading) string{
		"number": func(k workplan.CorrigendumReading) string { return numberKey(k.Number) },
	}, "number"))
}

// Corrigendum reads one corrigendum to the record of a meeting. Who may: as for [Tracker.ListCorrigenda].
func (t *Tracker) Corrigendum(ctx context.Context, actor workplan.Actor, meeting string, number int, when When) (workplan.CorrigendumReading, error) {
	rows, err := t.corrigenda(ctx, actor, meeting, when)
	if err != nil {
		return workplan.CorrigendumReading{}, err
	}
	at := slices.IndexFunc(rows, func(k workplan.CorrigendumReading) bool { return k.Number == number })
	if at < 0 {
		return workplan.CorrigendumReading{}, workplan.Missing("corrigendum %d of meeting %s", number, meeting)
	}
	return rows[at], nil
}

func (t *Tracker) corrigenda(ctx context.Context, actor workplan.Actor, meeting string, when When) ([]workplan.CorrigendumReading, error) {
	var rows []workplan.CorrigendumReading
	err := t.readMeeting(ctx, actor, meeting, when, func(tx *store.Tx, m workplan.Meeting, v workplan.View) error {
		issued, err := tx.CorrigendaOf(actor.Sight(), []string{meeting})
		if err != nil || !m.Adopted() { // or of a record that the actor does not see
			return err
		}
		rows, err = corrigendumReadings(tx, actor.Sight(), workplan.CorrigendaIn(issued, v), v)
		return err
	})
	return rows, err
}

// corrigendumReadings shows corrigenda of meetings without what their entries point to and the sight does not reach. The delegates of a corrected
// attendance are for those who read what is for members of the body, as in the record.
func corrigendumReadings(tx *store.Tx, s workplan.Sight, issued []workplan.Corrigendum, v workplan.View) ([]workplan.CorrigendumReading, error) {
	readings := make([]workplan.CorrigendumReading, len(issued))
	all, bodies := workplan.Pointers{}, map[string]string{}
	for n, k := range issued {
		var err error
		if readings[n], err = k.Read(); err != nil {
			return nil, err
		}
		m, err := tx.Meeting(k.Meeting)
		if err != nil {
			return nil, err
		}
		bodies[k.Meeting] = m.Body
		readings[n].BeforeText, readings[n].AfterText = "", "" // which hold more than the reader may see
		all = join(join(all, readings[n].Before), readings[n].After)
	}
	hides, err := hidden(tx, s, all, v)
	if err != nil {
		return nil, err
	}
	for n := range readings {
		for _, side := range []*workplan.MeetingState{&readings[n].Before, &readings[n].After} {
			pointless(side, hides)
			if !s.Sees(bodies[readings[n].Meeting], workplan.AudienceMembers, nil) {
				for a := range side.Attendance {
					side.Attendance[a].Says.Delegates = nil
				}
			}
		}
	}
	return readings, nil
}
