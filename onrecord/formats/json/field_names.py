"""What people and programs call the fields of a turn, in many languages; the likeliest names first."""
# ruff: noqa: SIM905 a list of words is read best as a line of them

from __future__ import annotations

import re

TEXT = tuple(
    "text transcript content utterance spoken said speech body message sentence transcription caption words quote"
    " statement remark remarks dialogue dialog displaytext display paragraph line lines word punctuatedword"
    " txt msg spokentext textcontent plaintext speechtext utterancetext messagetext rawtext fulltext"
    " utterances sentences texts"
    " rede inhalt beitrag wortmeldung aussage äußerung äusserung wortlaut nachricht redetext"
    " texte contenu parole paroles propos intervention discours énoncé"
    " texto contenido discurso intervención intervencion mensaje enunciado conteúdo conteudo fala mensagem"
    " testo contenuto intervento messaggio discorso tekst inhoud bericht treść tresc wypowiedź wypowiedz"
    " anförande yttrande tale innlegg puhe teksti metin konuşma konusma szöveg felszólalás"
    " текст реплика речь сообщение высказывание содержание промова висловлювання"
    " 文本 内容 內容 发言 發言 文字 发言内容 發言內容 テキスト 発言 発言内容 本文 発話 텍스트 내용 발언 발언내용"
    " النص نص الكلام".split()
)
SPEAKER = tuple(
    "speaker speakername speakerlabel speakerdisplayname displayname participant participantname spkr who speakers"
    " username realname user author sender from role person actor character member by name fullname nickname"
    " speakerid speakertag participantid participantrole userid voice attribution channel"
    " sprecher sprecherin redner rednerin autor locuteur locutrice orateur oratrice intervenant auteur nom"
    " orador oradora hablante ponente interviniente nombre falante nome oratore relatore parlante autore"
    " spreker naam mówca mowca mówczyni talare taler puhuja konuşmacı konusmaci felszólaló beszélő"
    " спикер говорящий оратор имя автор выступающий доповідач спікер промовець"
    " 发言人 發言人 讲者 講者 说话人 說話人 姓名 話者 発言者 講演者 名前 氏名 화자 발언자 연사 이름"
    " المتحدث المتكلم".split()
)
START = tuple(
    "start starttime startoffset starttimestamp begin begintime beginoffset from tstart timestart offset timestamp ts"
    " time timecode at created createdat date sent sentat datetime startdatetime minute"
    " anfang beginn zeit von début debut inicio hora tempo ora inizio początek början время начало"
    " 开始 開始 开始时间 開始時間 時間 时间 시작".split()
)
"""Without the unit at its end, as ``END``."""
END = tuple(
    "end endtime endoffset endtimestamp stop stoptime to tend timeend finish enddatetime"
    " ende bis fin final fine koniec slut конец 结束 終了 结束时间 結束時間 종료".split()
)
DURATION = tuple("duration dur length dauer duracion duración duree durée durata длительность".split())
"""Without the unit at its end, as ``END``."""
LANGUAGES = frozenset("en fr de es it pt nl sv da no fi pl cs cy ga eng fra deu".split())
"""Keys under which the same text stands in several languages."""
ASIDE = frozenset("track type kind segment uuid channel gender uri file cluster index key status".split())
"""Fields of a stretch of time that are no words."""
KIND = frozenset("type kind category class art typ tipo".split())
HEADINGS = frozenset("heading title section header headline chapter topic subheading subject agenda".split())
STAGE = frozenset(
    "stage action event narration note procedural recorder clerk applause laughter music noise sound silence"
    " non-speech nonspeech vote".split()
)
FURNITURE = frozenset("linebreak pagebreak page separator metacharacters footer".split())
WHOSE_NAME = tuple("name displayname speakername fullname realname nickname username label id".split())
"""Where an object that is somebody has the name, the best first."""

_MARKS = re.compile(r"[\W_]+")
_UNIT = re.compile(r"(?:in)?(?:ms|msecs?|millis|milliseconds|secs?|seconds|ticks)$")


def plain(name: str) -> str:
    """A field's name without case and marks: "Speaker_Name" and "speakerName" are one."""
    return _MARKS.sub("", name.casefold())


def without_unit(name: str) -> str:
    """A plain name of a time without the unit at its end."""
    return _UNIT.sub("", plain(name)) or plain(name)


def rank(name: str, among: tuple[str, ...]) -> int | None:
    """The place of a field's name among the known ones, 0 the likeliest; None for an unknown one."""
    name = plain(name)
    return among.index(name) if name in among else None
