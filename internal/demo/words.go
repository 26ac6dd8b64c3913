package demo

import (
	"slices"
	"strings"
	"unicode"

	"fwptracker/internal/workplan"
)

// statement is what the facts call "seed".
const statement = "Co-Chairs' Statement, Ninth Annual Meeting of the Bali Process Working Group on Trafficking in Persons, 7-9 November 2023"

// source spells out a source, and the word for it in a note.
func source(s string) string {
	if s == "seed" {
		return statement
	}
	return strings.ReplaceAll(s, "the seed", "the Co-Chairs' Statement")
}

// sources spells out several sources, each once.
func sources(all ...string) string {
	var parts []string
	for _, s := range all {
		s = source(s)
		if s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "; ")
}

// sentences joins what there is to say into one paragraph.
func sentences(all ...string) string {
	var said []string
	for _, s := range all {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		first := []rune(s)
		if !strings.HasPrefix(s, "http") {
			first[0] = unicode.ToUpper(first[0])
		}
		s = string(first)
		if !strings.HasSuffix(s, ".") {
			s += "."
		}
		said = append(said, s)
	}
	return strings.Join(said, " ")
}

// told puts words before a fact, and says nothing where there is none.
func told(words, fact string) string {
	if fact == "" {
		return ""
	}
	return words + fact
}

// slug is a name as a code: "ASEAN SOMTC" becomes asean-somtc.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, "-")
}

// memberKinds gives the kind of member for each kind of participant; an expert is the body that sent the speaker.
var memberKinds = map[string]workplan.MemberKind{
	"member_state":              workplan.KindState,
	"bali_process_member_state": workplan.KindState,
	"member_organisation":       workplan.KindOrganisation,
	"expert":                    workplan.KindOrganisation,
	"private_sector":            workplan.KindPrivateSector,
	"civil_society":             workplan.KindCivilSociety,
	"regional_body":             workplan.KindRegionalBody,
	"support_office":            workplan.KindSupportOffice,
}

// membershipRoles gives the standing for each role of a participant. Those who support or speak are guests.
var membershipRoles = map[string]workplan.MembershipRole{
	"co_chair": workplan.MembershipCoChair,
	"member":   workplan.MembershipMember,
	"observer": workplan.MembershipObserver,
	"guest":    workplan.MembershipGuest,
	"support":  workplan.MembershipGuest,
	"speaker":  workplan.MembershipGuest,
}

// titleBases says in words how firm a title is.
var titleBases = map[string]string{
	"official":                              "The title is the published one.",
	"descriptive":                           "The title describes; the published wording is not recorded.",
	"descriptive; source text cut mid-word": "The title describes; the source text is cut mid-word.",
}

// planLinks says in words how firm it is that an item belongs to its plan.
var planLinks = map[string]string{
	"stated":   "The source states the link to the plan.",
	"inferred": "The link to the plan is inferred.",
	"unknown":  "The link to the plan is not known.",
}

// otherNames are names in real use beyond those that the facts give.
var otherNames = map[string]list{
	"vietnam":              {"Viet Nam"},
	"united-arab-emirates": {"UAE"},
	"papua-new-guinea":     {"PNG"},
}
