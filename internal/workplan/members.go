package workplan

import "slices"

// MemberKind says what a member is; its standing in a body is a Membership.
type MemberKind string

// The kinds of member.
const (
	KindState         MemberKind = "state"
	KindOrganisation  MemberKind = "organisation"
	KindRegionalBody  MemberKind = "regional_body"
	KindCivilSociety  MemberKind = "civil_society"
	KindPrivateSector MemberKind = "private_sector"
	KindSupportOffice MemberKind = "support_office"
)

// MemberKinds lists the kinds of member.
var MemberKinds = []MemberKind{KindState, KindOrganisation, KindRegionalBody, KindCivilSociety, KindPrivateSector, KindSupportOffice}

// Member is a state or organisation in the register that all bodies share.
type Member struct {
	Stamp
	Code string
	MemberContent
}

// MemberContent is what the keepers of the register may edit. Aliases are other names in real use ("Viet Nam"), found by search and import.
type MemberContent struct {
	Name      string
	ShortName string
	Kind      MemberKind
	Aliases   List
	Note      string
	Source    string
}

// NewMember is a member to be entered in the register.
type NewMember struct {
	Code string
	MemberContent
}

// Faults lists the broken rules of a new member.
func (m NewMember) Faults() Faults {
	var f Faults
	f.newCode("/code", m.Code)
	return append(f, m.MemberContent.Faults()...)
}

// Faults lists the broken rules of a member's content.
func (m MemberContent) Faults() Faults {
	var f Faults
	f.name("/name", m.Name, true)
	f.name("/short_name", m.ShortName, false)
	oneOf(&f, "/kind", m.Kind, true, MemberKinds...)
	f.words("/aliases", m.Aliases, maxTopics)
	f.text("/note", m.Note)
	f.text("/source", m.Source)
	return f
}

// Label is the name to print where room is short.
func (m MemberContent) Label() string {
	if m.ShortName != "" {
		return m.ShortName
	}
	return m.Name
}

// SameNames says whether two contents call the member alike.
func (m MemberContent) SameNames(o MemberContent) bool {
	return m.Name == o.Name && m.ShortName == o.ShortName && slices.Equal(m.Aliases, o.Aliases)
}
