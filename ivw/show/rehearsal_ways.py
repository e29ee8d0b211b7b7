"""How one may practise, each way in a line or two."""

HOW = {
    "silent": "Say each question aloud, then keep quiet while the clock holds for an answer.",
    "mirror": "Say each question to your face in the mirror: you see whether you look at the person or at the page.",
    "companion": "Let somebody play the host and answer freely. Their answers show which question is too wide.",
    "camera": "Let a phone film you, and watch it afterwards, once without sound: your hands, your eyes, your pace.",
    "voice": "The microphone hears when you speak and when you pause. No sound is recorded or leaves this computer.",
}
RAPID = (
    "Say one question after the other, and leave the answers out: until the words come by themselves. This does not "
    "count as rehearsed."
)
WHY = (
    "Asking well is a matter of having said it before: before a mirror, with a companion, or into a camera that you "
    "watch afterwards. Go on until it feels easy (guide 3). Microphone and rapid round are our additions."
)
