package language

import (
	"maps"
	"slices"

	"fwptracker/internal/workplan"
)

// What people call the words of the design. They are texts of the catalogues.
var (
	statusWords = map[workplan.Status]string{workplan.StatusPlanned: "Planned", workplan.StatusInProgress: "In progress", workplan.StatusCompleted: "Completed",
		workplan.StatusPostponed: "Postponed", workplan.StatusWithdrawn: "Withdrawn", workplan.StatusCarriedOver: "Carried over"}
	healthWords = map[workplan.Health]string{workplan.HealthOnTrack: "On track", workplan.HealthAtRisk: "At risk", workplan.HealthOffTrack: "Off track"}
	natureWords = map[workplan.Nature]string{workplan.NatureOneOff: "One-off", workplan.NatureContinuing: "Continuing"}
	planWords   = map[workplan.PlanStatus]string{workplan.PlanDraft: "Draft", workplan.PlanEndorsed: "Endorsed", workplan.PlanClosed: "Closed"}
	kindWords   = map[workplan.UpdateKind]string{workplan.UpdateProgress: "Report|noun", workplan.UpdateNilReturn: "Nothing to report",
		workplan.UpdateDecision: "Decision of the co-chairs", workplan.UpdateCarryOver: "Carry-over"}
	audienceWords = map[workplan.Audience]string{workplan.AudiencePublic: "Everyone", workplan.AudienceMembers: "Members and observers",
		workplan.AudienceChairs: "Co-chairs, secretariat and leads"}
	roleWords = map[workplan.Role]string{workplan.RoleAdmin: "Admin", workplan.RoleSecretariat: "Secretariat", workplan.RoleCoChair: "Co-chair",
		workplan.RoleFocalPoint: "Focal point", workplan.RoleReader: "Reader"}
	stageWords = map[workplan.Stage]string{workplan.StageToBeDeveloped: "To be developed", workplan.StageWorkshop: "Workshop", workplan.StageEndorsed: "Endorsed",
		workplan.StagePublished: "Published", workplan.StageLaunched: "Launched", workplan.StageDelivered: "Delivered", workplan.StageCompletionNoted: "Completion noted"}
	proposalWords = map[workplan.ProposalState]string{workplan.ProposalOpen: "Open", workplan.ProposalWithdrawn: "Withdrawn", workplan.ProposalAccepted: "Accepted",
		workplan.ProposalMerged: "Merged", workplan.ProposalDeferred: "Deferred", workplan.ProposalDeclined: "Declined"}
	memberWords = map[workplan.MemberKind]string{workplan.KindState: "State|kind of member", workplan.KindOrganisation: "Organisation", workplan.KindRegionalBody: "Regional body",
		workplan.KindCivilSociety: "Civil society", workplan.KindPrivateSector: "Private sector", workplan.KindSupportOffice: "Support office"}
	membershipWords = map[workplan.MembershipRole]string{workplan.MembershipCoChair: "Co-chair", workplan.MembershipMember: "Member",
		workplan.MembershipObserver: "Observer", workplan.MembershipGuest: "Guest"}
	capacityWords = map[workplan.Capacity]string{workplan.CapacityCoChair: "Co-chair", workplan.CapacityMember: "Member", workplan.CapacityObserver: "Observer",
		workplan.CapacityGuest: "Guest", workplan.CapacityPartner: "Partner", workplan.CapacitySpeaker: "Speaker"}
	categoryWords = map[workplan.Category]string{workplan.CategoryMembers: "Members", workplan.CategoryObservers: "Observers",
		workplan.CategoryPrivateSector: "Private sector", workplan.CategoryCivilSociety: "Civil society", workplan.CategoryRegionalFora: "Regional fora",
		workplan.CategorySupportOffice: "Support office", workplan.CategorySpeakers: "Speakers", workplan.CategoryOthers: "Others"}
	decisionWords = map[workplan.DecisionKind]string{workplan.DecisionEndorsement: "Endorsed", workplan.DecisionAmendment: "Amended", workplan.DecisionAgreed: "Agreed",
		workplan.DecisionNoted: "Noted", workplan.DecisionRequest: "Requested"}
	formatWords = map[workplan.SessionFormat]string{workplan.FormatInPerson: "In person", workplan.FormatVirtual: "Online", workplan.FormatHybrid: "In person and online"}
	roundWords  = map[workplan.RoundState]string{workplan.RoundPlanned: "Not yet open", workplan.RoundOpen: "Open", workplan.RoundOverdue: "Past the due day, still open",
		workplan.RoundClosed: "Closed", workplan.RoundCancelled: "Cancelled"}
	deliverableWords = map[workplan.DeliverableKind]string{workplan.KindGuide: "Guide", workplan.KindReport: "Report|deliverable", workplan.KindTraining: "Training",
		workplan.KindEvent: "Event", workplan.KindTool: "Tool", workplan.KindOther: "Other output"}
	circleWords = map[workplan.ProposalCircle]string{workplan.OpenToMembers: "Members", workplan.OpenToObservers: "Members, observers and readers",
		workplan.OpenToPartners: "Members, observers, readers and guests"}
	openingWords = map[workplan.OpeningKind]string{workplan.OpeningExpertise: "Expertise", workplan.OpeningHost: "A host", workplan.OpeningFunding: "Funding",
		workplan.OpeningParticipants: "Participants", workplan.OpeningOther: "Something else"}
)

// Word is what people call a word of the design, such as a status: "In progress"; "" for anything else.
func (l *Language) Word(value any) string {
	switch v := value.(type) {
	case workplan.Status:
		return word(l, statusWords, v)
	case workplan.Health:
		return word(l, healthWords, v)
	case workplan.Nature:
		return word(l, natureWords, v)
	case workplan.PlanStatus:
		return word(l, planWords, v)
	case workplan.UpdateKind:
		return word(l, kindWords, v)
	case workplan.Audience:
		return word(l, audienceWords, v)
	case workplan.Role:
		return word(l, roleWords, v)
	case workplan.Stage:
		return word(l, stageWords, v)
	case workplan.ProposalState:
		return word(l, proposalWords, v)
	case workplan.MemberKind:
		return word(l, memberWords, v)
	case workplan.MembershipRole:
		return word(l, membershipWords, v)
	case workplan.Capacity:
		return word(l, capacityWords, v)
	case workplan.Category:
		return word(l, categoryWords, v)
	case workplan.DecisionKind:
		return word(l, decisionWords, v)
	case workplan.SessionFormat:
		return word(l, formatWords, v)
	case workplan.RoundState:
		return word(l, roundWords, v)
	case workplan.DeliverableKind:
		return word(l, deliverableWords, v)
	case workplan.ProposalCircle:
		return word(l, circleWords, v)
	case workplan.OpeningKind:
		return word(l, openingWords, v)
	default:
		return ""
	}
}

// word is the text of a word in one of the tables; one that is not there is told by its own name.
func word[W ~string](l *Language, words map[W]string, w W) string {
	text, there := words[w]
	if !there {
		return string(w)
	}
	return l.T(text)
}

// Words lists the English of all words that [Language.Word] knows, and of all labels: tests find by it which texts nobody says.
func Words() []string {
	return slices.Concat(texts(statusWords), texts(healthWords), texts(natureWords), texts(planWords), texts(kindWords), texts(audienceWords), texts(roleWords), texts(stageWords),
		texts(proposalWords), texts(memberWords), texts(membershipWords), texts(capacityWords), texts(categoryWords), texts(decisionWords), texts(formatWords),
		texts(roundWords), texts(deliverableWords), texts(circleWords), texts(openingWords), texts(Labels))
}

func texts[K comparable](words map[K]string) []string { return slices.Collect(maps.Values(words)) }
