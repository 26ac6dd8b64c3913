package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// memberRow is a member with the text in which it is searched.
type memberRow struct {
	workplan.Member
	SearchText string
}

// TableName is that of the noun.
func (memberRow) TableName() string { return "members" }

func memberText(m workplan.Member) string {
	return Fold(append([]string{m.Code, m.Name, m.ShortName}, m.Aliases...)...)
}

// AddMember stores a new member and gives it its id.
func (tx *Tx) AddMember(m *workplan.Member) error {
	row := memberRow{Member: *m, SearchText: memberText(*m)}
	err := tx.db.Create(&row).Error
	m.ID = row.ID
	return err
}

// Member loads a member by its code.
func (tx *Tx) Member(code string) (workplan.Member, error) {
	return one[workplan.Member](tx.db.Where("code = ?", code))
}

// Members loads the members with the given codes, by code; codes that the register does not hold are absent.
func (tx *Tx) Members(codes []string) (map[string]workplan.Member, error) {
	byCode := map[string]workplan.Member{}
	rows, err := inParts(codes, func(part []string) ([]workplan.Member, error) {
		return all[workplan.Member](tx.db.Where("code IN ?", part))
	})
	for _, m := range rows {
		byCode[m.Code] = m
	}
	return byCode, err
}

// ListMembers lists the register; a query finds names and aliases.
func (tx *Tx) ListMembers(f workplan.MemberFilter, page workplan.Page) (workplan.Listing[workplan.Member], error) {
	db := tx.matching(tx.db.Table("members AS m").Select("m.*"), "m", "", f.Query)
	if len(f.Kind) > 0 {
		db = db.Where("m.kind IN ?", f.Kind)
	}
	return listing(db, page, map[string]sortKey[workplan.Member]{
		"code": {"m.code", func(m workplan.Member) any { return m.Code }},
		"name": {"m.name", func(m workplan.Member) any { return m.Name }},
	}, sortKey[workplan.Member]{"m.code", func(m workplan.Member) any { return m.Code }})
}

// ChangeMember stores the content of a member whose version is still m's.
func (tx *Tx) ChangeMember(m workplan.Member, at time.Time) error {
	columns := touched(m.Stamp, at, "")
	columns["name"], columns["short_name"], columns["kind"] = m.Name, m.ShortName, m.Kind
	columns["aliases"], columns["note"], columns["source"] = m.Aliases, m.Note, m.Source
	columns["search_text"] = memberText(m)
	return tx.change("members", m.ID, m.Version, columns)
}
