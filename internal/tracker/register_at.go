package tracker

import (
	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// bodyAt reads a body as it was described in a view; before its first record it is described as at first.
func bodyAt(tx *store.Tx, code string, v workplan.View) (workplan.Body, error) {
	b, err := tx.Body(code)
	if err != nil || b.Settled(v) {
		return b, err
	}
	changes, err := tx.ChangesOf(workplan.NounBody, b.ID)
	if content, ok := workplan.ReplayContent[workplan.BodyContent](changes, v); ok {
		b.BodyContent = content
	}
	return b, err
}

// meetingsAt lists the meetings of a body as they were recorded in a view.
func meetingsAt(tx *store.Tx, body string, v workplan.View) ([]workplan.Meeting, error) {
	rows, err := tx.MeetingsOf(body)
	if err != nil {
		return nil, err
	}
	var unsettled []int64
	for _, m := range rows {
		if !m.Settled(v) {
			unsettled = append(unsettled, m.ID)
		}
	}
	changes, err := tx.ChangesOfAll(workplan.NounMeeting, unsettled)
	there := make([]workplan.Meeting, 0, len(rows))
	for _, m := range rows {
		if !m.Settled(v) {
			content, ok := workplan.ReplayContent[workplan.MeetingContent](changes[m.ID], v)
			if !ok {
				continue
			}
			m.MeetingContent = content
		}
		there = append(there, m)
	}
	return there, err
}

// membersAt reads members of the register, by code, as they were named in a view; before their first record they are named as at first.
func membersAt(tx *store.Tx, codes []string, v workplan.View) (map[string]workplan.Member, error) {
	members, err := tx.Members(codes)
	if err != nil {
		return nil, err
	}
	var unsettled []int64
	for _, m := range members {
		if !m.Settled(v) {
			unsettled = append(unsettled, m.ID)
		}
	}
	changes, err := tx.ChangesOfAll(workplan.NounMember, unsettled)
	for code, m := range members {
		if m.Settled(v) {
			continue
		}
		if content, ok := workplan.ReplayContent[workplan.MemberContent](changes[m.ID], v); ok {
			m.MemberContent = content
			members[code] = m
		}
	}
	return members, err
}
