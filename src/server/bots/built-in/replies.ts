/** What the built-in chatbot says of its own accord. Placeholders are filled in by {@link fillIn}. */
export interface Replies {
  greeting: string;
  thanks: string;
  farewell: string;
  assent: string;
  notKnown: string;
  /** Said instead when it did not know the last time either. */
  notKnownAgain: string;
  person: string;
  /** Before a passage in another language than the question; with `{language}`. */
  otherLanguage: string;
  /** Before an answer to one of several questions; with `{question}`. */
  aboutQuestion: string;
  /** After an answer to some of several questions. */
  othersNotKnown: string;
}

const ENGLISH: Replies = {
  greeting: "Hello! What would you like to know about {company}?",
  thanks: "You're welcome! Is there anything else you would like to know?",
  farewell: "Goodbye, and thank you for writing.",
  assent: "All right. Just write if there is anything else.",
  notKnown:
    "Sorry, I don't know the answer to that. You can ask me in other words, or talk to a person who may know.",
  notKnownAgain:
    "I'm sorry, I can't answer that one either. A person can help you better: ask for one with “Talk to a person”, or leave your question here as a message.",
  person: "Of course. You can talk to a person right here in this chat.",
  otherLanguage: "I have found this only in {language}:",
  aboutQuestion: "To “{question}”:",
  othersNotKnown: "I don't know the answer to the rest of your message.",
};

/** Its lines in the widget's languages and in Russian, by ISO 639-1. */
export const REPLIES: Readonly<Record<string, Replies>> = {
  en: ENGLISH,
  de: {
    greeting: "Hallo! Was möchten Sie über {company} wissen?",
    thanks: "Gern geschehen! Möchten Sie noch etwas wissen?",
    farewell: "Auf Wiedersehen, und danke für Ihre Nachricht.",
    assent: "In Ordnung. Schreiben Sie einfach, wenn noch etwas ist.",
    notKnown:
      "Darauf weiß ich leider keine Antwort. Sie können anders fragen oder mit einem Menschen sprechen, der es vielleicht weiß.",
    notKnownAgain:
      "Auch das kann ich leider nicht beantworten. Ein Mensch hilft Ihnen besser weiter: Sprechen Sie mit einem, oder lassen Sie Ihre Frage hier als Nachricht stehen.",
    person: "Gern. Sie können gleich hier im Chat mit einem Menschen sprechen.",
    otherLanguage: "Das habe ich nur auf {language} gefunden:",
    aboutQuestion: "Zu „{question}“:",
    othersNotKnown: "Auf den Rest Ihrer Nachricht weiß ich keine Antwort.",
  },
  fr: {
    greeting: "Bonjour ! Que souhaitez-vous savoir sur {company} ?",
    thanks: "Avec plaisir ! Souhaitez-vous savoir autre chose ?",
    farewell: "Au revoir, et merci de votre message.",
    assent: "Très bien. Écrivez-moi si vous avez une autre question.",
    notKnown:
      "Désolé, je ne connais pas la réponse. Vous pouvez reformuler votre question ou parler à une personne qui la connaît peut-être.",
    notKnownAgain:
      "Désolé, je ne peux pas répondre à cela non plus. Une personne vous aidera mieux : demandez à lui parler, ou laissez votre question ici comme message.",
    person: "Bien sûr. Vous pouvez parler à une personne ici même.",
    otherLanguage: "Je n'ai trouvé cela qu'en {language} :",
    aboutQuestion: "À propos de « {question} » :",
    othersNotKnown: "Je ne connais pas la réponse au reste de votre message.",
  },
  es: {
    greeting: "¡Hola! ¿Qué le gustaría saber sobre {company}?",
    thanks: "¡De nada! ¿Le gustaría saber algo más?",
    farewell: "Adiós, y gracias por escribir.",
    assent: "De acuerdo. Escriba si necesita algo más.",
    notKnown:
      "Lo siento, no sé la respuesta. Puede preguntarlo con otras palabras o hablar con una persona que quizá lo sepa.",
    notKnownAgain:
      "Lo siento, tampoco puedo responder a eso. Una persona le ayudará mejor: pida hablar con alguien o deje aquí su pregunta como mensaje.",
    person: "Por supuesto. Puede hablar con una persona aquí mismo.",
    otherLanguage: "Solo lo he encontrado en {language}:",
    aboutQuestion: "Sobre «{question}»:",
    othersNotKnown: "No sé la respuesta al resto de su mensaje.",
  },
  pt: {
    greeting: "Olá! O que gostaria de saber sobre {company}?",
    thanks: "De nada! Gostaria de saber mais alguma coisa?",
    farewell: "Até logo, e obrigado por escrever.",
    assent: "Certo. Escreva se precisar de mais alguma coisa.",
    notKnown:
      "Desculpe, não sei a resposta. Pode perguntar com outras palavras ou falar com uma pessoa que talvez saiba.",
    notKnownAgain:
      "Desculpe, também não consigo responder a isso. Uma pessoa pode ajudar melhor: peça para falar com alguém ou deixe aqui a sua pergunta como mensagem.",
    person: "Claro. Pode falar com uma pessoa aqui mesmo.",
    otherLanguage: "Só encontrei isto em {language}:",
    aboutQuestion: "Sobre “{question}”:",
    othersNotKnown: "Não sei a resposta ao resto da sua mensagem.",
  },
  it: {
    greeting: "Salve! Che cosa vorrebbe sapere su {company}?",
    thanks: "Prego! Vorrebbe sapere altro?",
    farewell: "Arrivederci, e grazie per averci scritto.",
    assent: "Va bene. Scriva pure se le serve altro.",
    notKnown:
      "Mi dispiace, non conosco la risposta. Può chiederlo con altre parole o parlare con una persona che forse la sa.",
    notKnownAgain:
      "Mi dispiace, non so rispondere nemmeno a questo. Una persona può aiutarla meglio: chieda di parlare con qualcuno o lasci qui la sua domanda come messaggio.",
    person: "Certo. Può parlare con una persona proprio qui.",
    otherLanguage: "L'ho trovato solo in {language}:",
    aboutQuestion: "Su «{question}»:",
    othersNotKnown: "Non conosco la risposta al resto del suo messaggio.",
  },
  nl: {
    greeting: "Hallo! Wat wilt u weten over {company}?",
    thanks: "Graag gedaan! Wilt u nog iets weten?",
    farewell: "Tot ziens, en bedankt voor uw bericht.",
    assent: "Goed. Schrijf gerust als er nog iets is.",
    notKnown:
      "Sorry, daar weet ik het antwoord niet op. U kunt het anders vragen of met iemand praten die het misschien weet.",
    notKnownAgain:
      "Sorry, ook daar heb ik geen antwoord op. Een medewerker kan u beter helpen: vraag om iemand te spreken, of laat uw vraag hier als bericht achter.",
    person: "Natuurlijk. U kunt hier in de chat met iemand praten.",
    otherLanguage: "Ik heb dit alleen in het {language} gevonden:",
    aboutQuestion: "Over “{question}”:",
    othersNotKnown: "Op de rest van uw bericht weet ik het antwoord niet.",
  },
  pl: {
    greeting: "Dzień dobry! Co chcesz wiedzieć o {company}?",
    thanks: "Nie ma za co! Czy chcesz wiedzieć coś jeszcze?",
    farewell: "Do widzenia i dziękuję za wiadomość.",
    assent: "Dobrze. Napisz, jeśli będziesz czegoś potrzebować.",
    notKnown:
      "Niestety nie znam odpowiedzi. Możesz zapytać innymi słowami albo porozmawiać z człowiekiem, który może ją znać.",
    notKnownAgain:
      "Niestety na to też nie umiem odpowiedzieć. Człowiek pomoże ci lepiej: poproś o rozmowę albo zostaw tu swoje pytanie jako wiadomość.",
    person: "Oczywiście. Możesz porozmawiać z człowiekiem tutaj, na czacie.",
    otherLanguage: "Mam to tylko w innym języku ({language}):",
    aboutQuestion: "W sprawie „{question}”:",
    othersNotKnown: "Nie znam odpowiedzi na resztę wiadomości.",
  },
  tr: {
    greeting: "Merhaba! {company} hakkında ne bilmek istersiniz?",
    thanks: "Rica ederim! Bilmek istediğiniz başka bir şey var mı?",
    farewell: "Hoşça kalın, yazdığınız için teşekkürler.",
    assent: "Tamam. Başka bir şey olursa yazmanız yeterli.",
    notKnown:
      "Üzgünüm, bunun cevabını bilmiyorum. Başka sözcüklerle sorabilir ya da bilebilecek biriyle görüşebilirsiniz.",
    notKnownAgain:
      "Üzgünüm, buna da cevap veremiyorum. Bir kişi size daha iyi yardımcı olur: bir kişiyle görüşmek isteyin ya da sorunuzu buraya mesaj olarak bırakın.",
    person: "Elbette. Burada, bu sohbette bir kişiyle görüşebilirsiniz.",
    otherLanguage: "Bunu yalnızca şu dilde buldum ({language}):",
    aboutQuestion: "“{question}” hakkında:",
    othersNotKnown: "Mesajınızın geri kalanının cevabını bilmiyorum.",
  },
  ar: {
    greeting: "مرحبا! ماذا تود أن تعرف عن {company}؟",
    thanks: "على الرحب والسعة! هل تود معرفة شيء آخر؟",
    farewell: "مع السلامة، وشكرا على رسالتك.",
    assent: "حسنا. اكتب لي إن احتجت إلى شيء آخر.",
    notKnown: "عذرا، لا أعرف الإجابة. يمكنك أن تسأل بكلمات أخرى، أو أن تتحدث إلى شخص قد يعرفها.",
    notKnownAgain:
      "عذرا، لا أستطيع الإجابة عن هذا أيضا. يمكن لشخص أن يساعدك أفضل مني: اطلب التحدث إلى أحد، أو اترك سؤالك هنا كرسالة.",
    person: "بالتأكيد. يمكنك التحدث إلى شخص هنا في هذه المحادثة.",
    otherLanguage: "وجدت هذا بلغة أخرى فقط ({language}):",
    aboutQuestion: "بخصوص «{question}»:",
    othersNotKnown: "لا أعرف الإجابة عن بقية رسالتك.",
  },
  he: {
    greeting: "שלום! מה תרצו לדעת על {company}?",
    thanks: "בשמחה! האם יש עוד משהו שתרצו לדעת?",
    farewell: "להתראות, ותודה שכתבתם.",
    assent: "בסדר. אפשר לכתוב אם יש עוד משהו.",
    notKnown: "מצטער, אני לא יודע את התשובה. אפשר לשאול במילים אחרות, או לדבר עם אדם שאולי יודע.",
    notKnownAgain:
      "מצטער, גם על זה אין לי תשובה. אדם יוכל לעזור טוב יותר: אפשר לבקש לדבר עם מישהו, או להשאיר כאן את השאלה כהודעה.",
    person: "כמובן. אפשר לדבר עם אדם כאן בצ'אט.",
    otherLanguage: "מצאתי את זה רק בשפה אחרת ({language}):",
    aboutQuestion: "לגבי „{question}”:",
    othersNotKnown: "אני לא יודע את התשובה לשאר ההודעה.",
  },
  ja: {
    greeting: "こんにちは。{company}について何をお知りになりたいですか。",
    thanks: "どういたしまして。ほかにご質問はありますか。",
    farewell: "ご連絡ありがとうございました。失礼いたします。",
    assent: "承知しました。ほかにもあればお書きください。",
    notKnown: "申し訳ありませんが、その答えはわかりません。別の言葉で質問するか、担当者にお尋ねください。",
    notKnownAgain:
      "申し訳ありませんが、こちらもお答えできません。担当者がお手伝いできます。担当者との会話を選ぶか、ご質問をここにメッセージとして残してください。",
    person: "承知しました。このチャットで担当者とお話しいただけます。",
    otherLanguage: "これは{language}でのみ見つかりました。",
    aboutQuestion: "「{question}」について：",
    othersNotKnown: "ほかのご質問の答えはわかりません。",
  },
  zh: {
    greeting: "您好！您想了解{company}的什么信息？",
    thanks: "不客气！您还想了解什么吗？",
    farewell: "再见，感谢您的来信。",
    assent: "好的。如有其他问题，请随时写信。",
    notKnown: "抱歉，我不知道答案。您可以换一种说法，或与可能知道的工作人员交谈。",
    notKnownAgain:
      "抱歉，这个问题我也无法回答。工作人员可以更好地帮助您：您可以要求与人工交谈，或把问题作为留言写在这里。",
    person: "当然。您可以在这个聊天窗口中与工作人员交谈。",
    otherLanguage: "这部分内容我只找到了{language}版本：",
    aboutQuestion: "关于“{question}”：",
    othersNotKnown: "您消息中的其他问题，我不知道答案。",
  },
  hi: {
    greeting: "नमस्ते! आप {company} के बारे में क्या जानना चाहेंगे?",
    thanks: "आपका स्वागत है! क्या आप कुछ और जानना चाहेंगे?",
    farewell: "अलविदा, और लिखने के लिए धन्यवाद।",
    assent: "ठीक है। कुछ और हो तो लिखिए।",
    notKnown:
      "क्षमा करें, मुझे इसका उत्तर नहीं पता। आप दूसरे शब्दों में पूछ सकते हैं या किसी व्यक्ति से बात कर सकते हैं जिसे शायद पता हो।",
    notKnownAgain:
      "क्षमा करें, मैं इसका उत्तर भी नहीं दे सकता। कोई व्यक्ति आपकी बेहतर मदद कर सकता है: किसी से बात करने के लिए कहें, या अपना प्रश्न यहाँ संदेश के रूप में छोड़ दें।",
    person: "ज़रूर। आप इसी चैट में किसी व्यक्ति से बात कर सकते हैं।",
    otherLanguage: "यह मुझे केवल {language} में मिला:",
    aboutQuestion: "“{question}” के बारे में:",
    othersNotKnown: "आपके संदेश के बाकी हिस्से का उत्तर मुझे नहीं पता।",
  },
  ru: {
    greeting: "Здравствуйте! Что вы хотите узнать о {company}?",
    thanks: "Пожалуйста! Хотите узнать что-нибудь ещё?",
    farewell: "До свидания, и спасибо за сообщение.",
    assent: "Хорошо. Напишите, если понадобится что-нибудь ещё.",
    notKnown:
      "К сожалению, я не знаю ответа. Вы можете спросить другими словами или поговорить с человеком, который, возможно, знает.",
    notKnownAgain:
      "К сожалению, и на это я не могу ответить. Человек поможет вам лучше: попросите поговорить с ним или оставьте свой вопрос здесь как сообщение.",
    person: "Конечно. Вы можете поговорить с человеком прямо в этом чате.",
    otherLanguage: "Я нашёл это только на другом языке ({language}):",
    aboutQuestion: "По вопросу «{question}»:",
    othersNotKnown: "На остальную часть сообщения я не знаю ответа.",
  },
};

/** Its lines in a language, or in English where it has none. */
export function repliesIn(language: string): Replies {
  return REPLIES[language] ?? ENGLISH;
}

/** Fills in the placeholders of a line. */
export function fillIn(line: string, values: Readonly<Record<string, string>>): string {
  return line.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** A language's name as its speakers and others read it, such as “German” in English; its code if it has none there. */
export function languageName(language: string, readIn: string): string {
  return new Intl.DisplayNames([readIn], { type: "language" }).of(language) ?? language;
}
