package web

// doneTexts are what a page says at its head of what was just done there, by the word that its address then has: "?done=kept".
var doneTexts = map[string]string{
	"kept":        "Your changes are kept.",
	"created":     "It is entered.",
	"removed":     "It is removed.",
	"round_ended": "The round is ended.",
	"staged":      "The stage is recorded.",

	"filed": "It is proposed. You can change it as long as it is open.", "supported": "The support is recorded.",
	"taken-back": "It is taken back.", "sought": "It is posted: others can offer to join in.", "offered": "The offer is made. The lead sees it at home.",
	"answered":  "The answer is recorded.",
	"user":      "The user is entered. Make the invitation now, so that they can come in.",
	"given":     "The role is given. It counts from its first day on. A sign-in link made before no longer works.",
	"taken":     "The role is ended. It counts no more.",
	"disabled":  "The user is kept out from now on.",
	"enabled":   "The user may come in again.",
	"confirmed": "You have shown that it is you.",
	"revoked":   "The token is revoked. Nothing gets in with it any more.",
	"unlinked":  "It is taken off: nobody signs in through it any more.",

	"revoked_all": "The tokens are revoked. Nothing gets in with them any more.",

	"token_twice": "This was sent twice, and made one token. It was shown on the first answer; if you do not have it, revoke it and make another.",

	"waived": "The finding is waived. It is no longer counted.", "unwaived": "The waiver is withdrawn. The finding counts again.",
	"endorsed":  "The plan is endorsed: it is in force.",
	"closed":    "The plan is closed. Its record stays as it is.",
	"reopened":  "The plan is reopened: it is in force again.",
	"decided":   "The decision is recorded.",
	"carried":   "The carry-over is recorded.",
	"collected": "It is part of the amendment now. Nothing is recorded before the whole amendment is.",
	"amended":   "The amendment is recorded.",
	"adopted":   "The record is adopted.",
	"corrected": "The corrigendum is issued.",
}
