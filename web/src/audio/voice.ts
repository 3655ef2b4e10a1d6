/** A voice that speaks on this device; others would send the text to a service and are never used. */
export function localVoice(language: string): SpeechSynthesisVoice | undefined {
  return globalThis.speechSynthesis?.getVoices().find(voice => voice.localService && voice.lang.toLowerCase().startsWith(language.slice(0, 2)));
}
